export const outlineEn = {
  title: 'Outline',
  help: 'Arrow keys move and unfold. Enter opens the settings of a node or wires a port, {addNode} adds what goes on a port, {remove} removes.',
  empty: 'No nodes yet. Press {addNode} to add one.',
  unfold: 'Unfold or fold',
  portsOf: 'of {title}',
  inputFree: '{port}: not wired',
  inputFrom: '{port} from {others}',
  outputFree: '{port}: leads nowhere',
  outputTo: '{port} to {others}',
  show: 'Outline of the pipeline',
} as const
