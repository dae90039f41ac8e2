/** The parts of an editor that a host can leave out. */
export interface EditorFeatures {
  /** The list of node types. */
  readonly palette?: boolean
  /** The settings of what is selected. */
  readonly inspector?: boolean
  /** Running, and everything that shows a run. */
  readonly runs?: boolean
  readonly minimap?: boolean
  /** History, zoom and layout at the foot of the canvas. */
  readonly toolbar?: boolean
  /** The line with the name, the problems and the switches of the panels. */
  readonly head?: boolean
}

export const everyFeature: Required<EditorFeatures> = {
  palette: true,
  inspector: true,
  runs: true,
  minimap: true,
  toolbar: true,
  head: true,
}
