/** Where menus, dialogs and tips are drawn: an element of our own at the end of the page, so that they carry our tokens. */
import { createContext, useContext } from 'react'

export const PortalRootContext = createContext<HTMLElement | null>(null)

/** Props for the overlays of React Aria. */
export function usePortalProps(): { UNSTABLE_portalContainer?: Element } {
  const root = useContext(PortalRootContext)
  return root === null ? {} : { UNSTABLE_portalContainer: root }
}
