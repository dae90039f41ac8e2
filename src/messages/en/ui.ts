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
  tooFew: 'too few',
} as const
