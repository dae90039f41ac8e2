/** What a schema field may say about its form control. Read by the inspector through JSON Schema. */
export type Widget =
  | 'text'
  | 'multiline'
  | 'number'
  | 'slider'
  | 'switch'
  | 'select'
  | 'resource'
  | 'expression'
  | 'template'
  | 'rules'
  | 'routes'
  | 'fields'
  | 'schema'
  | 'pipeline'
  | 'pipeline-field'

declare module 'zod' {
  interface GlobalMeta {
    widget?: Widget
    /** With widget `resource`: which collection to pick from. */
    resource?:
      | 'index'
      | 'intents'
      | 'bank'
      | 'backend'
      | 'dataset'
      | 'credential'
      | 'runnable'
      | 'retriever'
      | 'embeddings'
      | 'chat-model'
    /** Unit shown beside the number, e.g. `ms`. */
    unit?: string
    step?: number
    /** Of an enum: its values in words, e.g. `{ 'default-adapter': 'Default adapter' }`. */
    options?: Readonly<Record<string, string>>
  }
}
