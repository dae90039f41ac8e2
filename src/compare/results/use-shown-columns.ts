/** Which columns of the comparison table are shown; the browser remembers what a person turned on or off. */
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { readRemembered, remember } from '../../ui/remembered.ts'

const name = 'compare.columns'
const choicesSchema = z.record(z.string(), z.boolean())

interface Column {
  readonly id: string
  readonly isDefault: boolean
}

/** Only what differs from the defaults is kept, so that a metric seen for the first time still shows. */
export function useShownColumns(
  columns: readonly Column[],
): readonly [ReadonlySet<string>, (shown: ReadonlySet<string>) => void] {
  const [choices, setChoices] = useState(readChoices)
  const shown = useMemo(
    () => new Set(columns.filter(({ id, isDefault }) => choices[id] ?? isDefault).map(({ id }) => id)),
    [columns, choices],
  )
  const choose = (next: ReadonlySet<string>) => {
    const known = new Set(columns.map(({ id }) => id))
    const others = Object.entries(choices).filter(([id]) => !known.has(id))
    const own = columns.filter(({ id, isDefault }) => next.has(id) !== isDefault)
    const kept = Object.fromEntries([...others, ...own.map(({ id }) => [id, next.has(id)] as const)])
    setChoices(kept)
    remember(name, JSON.stringify(kept))
  }
  return [shown, choose]
}

function readChoices(): Readonly<Record<string, boolean>> {
  try {
    return choicesSchema.safeParse(JSON.parse(readRemembered(name) ?? '{}')).data ?? {}
  } catch {
    // What another version wrote is no reason to fail.
    return {}
  }
}
