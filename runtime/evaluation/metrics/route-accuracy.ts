/**
 * Route accuracy of one request: 1 when the classifier named the intent that was expected, otherwise 0; its mean is the share of requests
 * named rightly. What the bank or router then did with it is coverage.
 *
 * @param intent what the classifier said
 * @param expected what is right; null stands for out of scope on both sides
 */
export function routeAccuracy(intent: string | null, expected: string | null): number {
  return Number(intent === expected)
}
