/** How variants are told apart in charts: by colour, and by dash and shape, so that colour never carries it alone. */

export interface VariantLook {
  readonly color: string
  /** SVG's `stroke-dasharray`; empty for a whole line. */
  readonly dash: string
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'cross' | 'wye' | 'asterisk'
}

/** After Okabe and Ito; each clears 3 : 1 on every ground of the look book. */
const looks: readonly VariantLook[] = [
  { color: 'var(--sb-port-messages)', dash: '12 3', symbol: 'square' },
  { color: 'var(--sb-port-boolean)', dash: '6 3', symbol: 'triangle' },
  { color: 'var(--sb-port-answer)', dash: '2 3', symbol: 'diamond' },
  { color: 'var(--sb-port-decision)', dash: '10 3 2 3', symbol: 'star' },
  { color: 'var(--sb-port-documents)', dash: '8 3', symbol: 'cross' },
  { color: 'var(--sb-port-intent)', dash: '4 2', symbol: 'wye' },
  { color: 'var(--sb-port-text)', dash: '1 2', symbol: 'asterisk' },
]

const baselineLook: VariantLook = { color: 'var(--sb-ink)', dash: '', symbol: 'circle' }

/** Of each variant by id; the baseline is drawn in ink. */
export function variantLooks(
  variants: readonly { readonly id: string; readonly isBaseline: boolean }[],
): ReadonlyMap<string, VariantLook> {
  let next = 0
  return new Map(
    variants.map(({ id, isBaseline }) => {
      if (isBaseline) return [id, baselineLook]
      const look = looks[next % looks.length] ?? baselineLook
      next += 1
      return [id, look]
    }),
  )
}
