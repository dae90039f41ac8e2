/**
 * Reads a stream of server-sent events from bytes, wherever these are cut.
 * Source: "Server-sent events", WHATWG HTML Living Standard, section 9.2.6.
 */

/** Longest event, in characters: a server cannot be made to fill the memory. */
const maxEvent = 4_000_000

/** Yields the data of each event: its `data` lines joined by line feeds. Comments, names, ids and empty events are left out. */
export async function* readEventStream(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  // One decoder for all pieces: a character may be cut between two.
  const decoder = new TextDecoder()
  let rest = ''
  let data: string[] = []
  for await (const piece of bytes) {
    rest += decoder.decode(piece, { stream: true })
    if (rest.length > maxEvent) throw new Error('an event is longer than 4,000,000 characters')
    // A carriage return at the end may be half of a line break.
    const usable = rest.endsWith('\r') ? rest.length - 1 : rest.length
    const lines = rest.slice(0, usable).split(/\r\n|\n|\r/)
    rest = (lines.pop() ?? '') + rest.slice(usable)
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield data.join('\n')
        data = []
      } else if (line === 'data' || line.startsWith('data:')) {
        data.push(line.slice(5).replace(/^ /, ''))
      }
    }
  }
  rest += decoder.decode()
  if (rest.startsWith('data:')) data.push(rest.slice(5).replace(/^ /, '').trimEnd())
  // Some servers end without the blank line after their last event.
  if (data.length > 0) yield data.join('\n')
}
