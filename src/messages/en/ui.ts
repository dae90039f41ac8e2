export const uiEn = {
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  loading: 'Loading',
  noResults: 'Nothing found',
  resize: 'Resize {panel}',
  notifications: 'Notifications',
  showAll: 'Show all',
  panelFailed: 'This panel stopped working',
  panelFailedHelp: 'The rest of the page still works and nothing you saved is lost. {reason}',
  tryAgain: 'Try again',
  notLoaded: 'This view could not be loaded',
  notLoadedHelp:
    'Signalbox did not answer. Start it again if it has stopped, then reload; what is not saved is kept in this browser.',
  reload: 'Reload',
  tooFew: 'too few',
  asTable: 'Figures as a table',
} as const
