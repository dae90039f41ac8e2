/** A store whose methods answer at once: how the database thread sees it. */
export type SyncStore<Store> = {
  [Method in keyof Store]: Store[Method] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never
}
