/** On which line each value of a JSON text begins: what is wrong in a file of one value is found by that. */

export interface LocatedValue {
  /** Keys and positions from the root. Changed with the next value. */
  readonly path: readonly (string | number)[]
  /** From 1. */
  readonly line: number
}

interface Frame {
  readonly isArray: boolean
  /** The key has been read and its value comes next. */
  hasKey: boolean
}

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|\n|[^\s"{}[\],:]+/g

/** All values in the order of the text, containers before what they hold. @param text has been parsed: it is JSON */
export function* locateJson(text: string): Generator<LocatedValue, void, undefined> {
  const frames: Frame[] = []
  const path: (string | number)[] = []
  let line = 1
  for (const [token] of text.matchAll(tokens)) {
    const frame = frames.at(-1)
    if (token === '\n') line += 1
    else if (token === '}' || token === ']') {
      frames.pop()
      path.pop()
    } else if (token === ',') {
      const last = path.at(-1)
      if (typeof last === 'number') path[path.length - 1] = last + 1
      else if (frame !== undefined) frame.hasKey = false
    } else if (token === ':') {
      if (frame !== undefined) frame.hasKey = true
    } else if (frame !== undefined && !frame.isArray && !frame.hasKey) {
      path[path.length - 1] = String(JSON.parse(token))
    } else {
      // An empty array has a position 0 and no value there.
      yield { path, line }
      if (token === '{' || token === '[') {
        frames.push({ isArray: token === '[', hasKey: false })
        path.push(token === '[' ? 0 : '')
      }
    }
  }
}
