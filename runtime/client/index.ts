/** Entry "./client". */
export type { SignalboxClient } from './client.ts'
export { createClient } from './client.ts'
export type { ClientOptions } from './transport.ts'
