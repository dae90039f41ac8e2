/** Something with versions that a run is pinned to. */
export interface PinRequest {
  readonly kind: 'index' | 'intents' | 'bank'
  readonly id: string
}
