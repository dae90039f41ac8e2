/** Something that a configuration uses: with versions that a run is pinned to, or, for a credential, looked up when it is sent. */
export interface PinRequest {
  readonly kind: 'index' | 'intents' | 'bank' | 'credential' | 'backend'
  readonly id: string
}
