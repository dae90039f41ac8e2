/** Entry "signalbox/element": the editor as a custom element, for hosts without React. */
import './session/jitless.ts'

export type { DefineElementOptions } from './editor/signalbox-element.tsx'
export { defineSignalboxElement } from './editor/signalbox-element.tsx'
