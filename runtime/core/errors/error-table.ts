/** One entry of the catalogue: the English text with `{name}` placeholders, and the HTTP status it answers with. */
export interface ErrorEntry {
  /** What happened, to which thing, and what to do. */
  readonly message: string
  readonly status: number
}

/** Codes are capitals with underscores; a retired code is never used again. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>

/** The names between braces in a message: `'Index "{index}" is gone.'` gives `'index'`. */
export type PlaceholdersOf<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never
