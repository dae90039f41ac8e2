/** What is to be told, before there is a place to tell it. */

export interface ToastMessage {
  readonly text: string
  readonly tone?: 'clear' | 'danger'
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

export type ShowToast = (message: ToastMessage) => void

/** Keeps messages until there is a place for them. */
export interface ToastInbox {
  readonly show: ShowToast
  /** Gives it what is kept and all that comes; the result stops that. */
  readonly open: (take: ShowToast) => () => void
}

export function createInbox(): ToastInbox {
  const kept: ToastMessage[] = []
  let takeIn: ShowToast = (message) => kept.push(message)
  return {
    show: (message) => takeIn(message),
    open: (take) => {
      const keep = takeIn
      takeIn = take
      for (const message of kept.splice(0)) take(message)
      return () => {
        takeIn = keep
      }
    },
  }
}
