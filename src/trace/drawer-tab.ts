/** The tabs of the run drawer, in their order. */
export const drawerTabs = ['chat', 'form', 'waterfall', 'values', 'history'] as const
export type DrawerTab = (typeof drawerTabs)[number]
