/** What metrics are called. */
import type { MessageKey, Say } from '../messages/catalogue.ts'

const metricKeys: Readonly<Record<string, Extract<MessageKey, `compare.metric${string}` | 'compare.cost'>>> =
  {
    em: 'compare.metricEm',
    f1: 'compare.metricF1',
    rougeL: 'compare.metricRougeL',
    containment: 'compare.metricContainment',
    cmrcEm: 'compare.metricCmrcEm',
    cmrcF1: 'compare.metricCmrcF1',
    ndcg10: 'compare.metricNdcg10',
    recall5: 'compare.metricRecall5',
    recall10: 'compare.metricRecall10',
    recall: 'compare.metricRecall',
    mrr: 'compare.metricMrr',
    intent: 'compare.metricIntent',
    p50Ms: 'compare.metricP50',
    p95Ms: 'compare.metricP95',
    p99Ms: 'compare.metricP99',
    cost: 'compare.cost',
  }

/** A metric by its name; one that this page does not know is called as the server calls it. */
export function metricTitle(metric: string, say: Say): string {
  const key = metricKeys[metric]
  return key === undefined ? metric : say(key)
}
