/**
 * Whether a text is a key rather than the name of one: how providers begin their keys, or a long run of letters and digits
 * mixed as no name is.
 */
export function looksLikeSecret(text: string): boolean {
  const word = text.trim()
  if (
    /^(?:bearer\s|basic\s|eyJ|AKIA|AIza|(?:sk|pk|rk|gsk|hf|gh[pousr]|xai|r8|nvapi|xox[abp])[-_]\S{8})/i.test(
      word,
    )
  )
    return true
  const runs = word.split(/[-_.\s]/)
  return runs.some((run) => run.length >= 20 && /\d/.test(run) && /[a-z]/i.test(run))
}
