/** Ids that count up with time, so that what is stored together stands together in an index: UUIDs of version 7, RFC 9562. */
import { randomUUID } from 'node:crypto'

export function createTimeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
