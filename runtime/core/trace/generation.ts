/** What was asked of a model that counts tokens. */
export interface Generation {
  /** Per million tokens, as the settings of its node say; null where they say none. */
  readonly prices: TokenPair | null
  /** Null until the model has counted them, or where it never does. */
  readonly tokens: TokenPair | null
}

export interface TokenPair {
  readonly input: number
  readonly output: number
}
