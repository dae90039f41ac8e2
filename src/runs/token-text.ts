/** How tokens and what they cost are written. */
import type { TokenPair } from '../../runtime/core/trace/generation.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { formatNumber } from '../ui/format-number.ts'

/** `1,230 / 56` */
export function formatTokens({ input, output }: TokenPair, locale: Locale): string {
  return `${formatNumber(input, locale)} / ${formatNumber(output, locale)}`
}

/** `1,230 / 56 tokens` */
export function tokensText(tokens: TokenPair, say: Say, locale: Locale): string {
  return say('runs.tokens', { tokens: formatTokens(tokens, locale) })
}
