/** Long lists, a page at a time. */
export interface PageRequest {
  /** The `next` of the page before. */
  readonly after?: string
  /** 1 to 1,000; 100 when left out. */
  readonly limit?: number
  /** Only items that contain this text. */
  readonly search?: string
}

/** Of the revisions of a pipeline. */
export interface RevisionPage extends Omit<PageRequest, 'search'> {
  /** Only those that a person gave a name. @default false */
  readonly isNamed?: boolean
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly total: number
  readonly next?: string
}
