/**
 * What a person has typed and not yet saved, by place. Kept for this tab, so that neither another article, another view nor a
 * reload loses it.
 */
import { useCallback, useSyncExternalStore } from 'react'

const prefix = 'signalbox.draft.'
const changed = new EventTarget()

/** The key of one place: `draftKey('article', indexId, articleId)`. */
export function draftKey(...parts: readonly string[]): string {
  return prefix + parts.map(encodeURIComponent).join('/')
}

function readText(key: string): string | null {
  try {
    return globalThis.sessionStorage.getItem(key)
  } catch {
    return null
  }
}

export function writeDraft(key: string, draft: unknown): void {
  try {
    if (draft === null) globalThis.sessionStorage.removeItem(key)
    else globalThis.sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // Storage is full or forbidden: the draft is lost with the page, as in any form.
  }
  changed.dispatchEvent(new Event('change'))
}

const subscribe = (onChange: () => void) => {
  changed.addEventListener('change', onChange)
  return () => changed.removeEventListener('change', onChange)
}

/**
 * The draft at a place, or null.
 *
 * @param read checks what was stored; null when it does not fit any more. Must be stable.
 */
export function useDraft<Draft>(
  key: string,
  read: (stored: unknown) => Draft | null,
): readonly [Draft | null, (draft: Draft | null) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(key),
    () => null,
  )
  const write = useCallback((draft: Draft | null) => writeDraft(key, draft), [key])
  return [text === null ? null : read(JSON.parse(text)), write]
}

/** The last parts of all keys below a place that hold a draft. */
export function useDraftIds(...parts: readonly string[]): ReadonlySet<string> {
  const stem = `${draftKey(...parts)}/`
  const joined = useSyncExternalStore(
    subscribe,
    () => keysBelow(stem).join('\n'),
    () => '',
  )
  return new Set(joined === '' ? [] : joined.split('\n'))
}

function keysBelow(stem: string): string[] {
  try {
    return Object.keys(globalThis.sessionStorage)
      .filter((key) => key.startsWith(stem))
      .map((key) => decodeURIComponent(key.slice(stem.length)))
      .sort()
  } catch {
    return []
  }
}
