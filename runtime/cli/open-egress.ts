/** The way out of the commands that run pipelines: only to origins the operator listed, with the credentials kept here. */
import { createEgressClient } from '../egress/egress-client.ts'
import { createEgressPolicy, readAllowedOrigins } from '../egress/egress-policy.ts'
import type { RuntimeOptions } from '../node.ts'

/**
 * `SIGNALBOX_EGRESS_ALLOW`: origins, comma separated; nothing is reached without it. `SIGNALBOX_CREDENTIAL_KEY`: what credentials are
 * sealed with.
 *
 * @throws EGRESS_DENIED for what is no origin
 */
export function openEgress(): Pick<RuntimeOptions, 'egress' | 'credentialKey'> {
  const { SIGNALBOX_EGRESS_ALLOW = '', SIGNALBOX_CREDENTIAL_KEY: credentialKey } = process.env
  const allow = readAllowedOrigins(SIGNALBOX_EGRESS_ALLOW)
  // A list that is none is refused before anything is opened.
  createEgressPolicy(allow)
  return {
    egress: (credentials) => createEgressClient({ allow, credentials }),
    ...(credentialKey === undefined ? {} : { credentialKey }),
  }
}
