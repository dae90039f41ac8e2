/** The media type of a node being dragged from the palette to the canvas. */
export const dragType = 'application/x-signalbox-node'
