/** Numbers as people type them. */

/** `undefined` for text that is no number. Thousands may be separated by commas or spaces. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replaceAll(/(?<=\d)[,\s\u202f\u00a0](?=\d{3}(?!\d))/g, '')
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}

/** The number `steps` steps further, within the range. */
export function stepNumber(
  value: number,
  steps: number,
  { step = 1, min, max }: { readonly step?: number; readonly min?: number; readonly max?: number },
): number {
  // Sums of 0.01 and the like gather dust in the last digits.
  const decimals = Math.max(decimalsOf(step), decimalsOf(value))
  const next = Number((value + steps * step).toFixed(decimals))
  return Math.min(max ?? next, Math.max(min ?? next, next))
}

function decimalsOf(value: number): number {
  const [, decimals = '', exponent = '0'] = /^-?\d*\.?(\d*)(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  return Math.min(20, Math.max(0, decimals.length - Number(exponent)))
}
