export const documentEn = {
  untitled: 'Untitled pipeline',
  panels: 'Panels',
  palette: 'Nodes',
  inspector: 'Settings of the selection',
  drawer: 'Run',
  focusMode: 'Canvas only',
} as const
