/** The way out of the commands that run pipelines: only to origins the operator listed. */
import type { EgressClient } from '../core/services/egress.ts'
import { createEgressClient } from '../egress/egress-client.ts'
import { readAllowedOrigins } from '../egress/egress-policy.ts'

/** `SIGNALBOX_EGRESS_ALLOW`: origins, comma separated; nothing is reached without it. @throws EGRESS_DENIED for what is none */
export function openEgress(): EgressClient {
  return createEgressClient({ allow: readAllowedOrigins(process.env['SIGNALBOX_EGRESS_ALLOW'] ?? '') })
}
