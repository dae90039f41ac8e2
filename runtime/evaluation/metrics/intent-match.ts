/**
 * 1 when the intent is the expected one, otherwise 0: the accuracy of one request.
 *
 * @param intent null stands for out of scope on both sides
 */
export function intentMatch(intent: string | null, expected: string | null): number {
  return Number(intent === expected)
}
