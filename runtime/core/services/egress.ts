/** The one way out: every outgoing HTTP request of a node goes through this client. */

export interface EgressRequest {
  /** http or https; which addresses are allowed is the client's own policy. */
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Name of a stored credential. It is sent only to the origin that it was saved for. */
  readonly credential?: string
  readonly signal: AbortSignal
}

export interface EgressResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Read once; leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

export interface EgressClient {
  /**
   * Resolves with the head of the answer, whatever its status.
   *
   * @throws a failure of the catalogue when the address is not allowed, the credential is not for it, or nothing answers
   */
  send(request: EgressRequest): Promise<EgressResponse>
}
