/** The steps of the tour: where each stands, what it points at, what it says. */
import type { PlainMessageKey } from '../../messages/catalogue.ts'

export interface TourStep {
  readonly view: string
  /** CSS selectors; the first that finds something is pointed at. */
  readonly targets: readonly string[]
  readonly titleKey: PlainMessageKey
  readonly textKey: PlainMessageKey
  /** What a person does in it. */
  readonly task?: 'threshold'
}

const composer = '[data-tour="ask"]'

export const tourSteps: readonly TourStep[] = [
  { view: 'build', targets: [composer, 'main'], titleKey: 'tour.ask', textKey: 'tour.askText' },
  {
    view: 'build',
    targets: ['[data-tour="chat"] [data-testid="decision-chip"]', composer, 'main'],
    titleKey: 'tour.decision',
    textKey: 'tour.decisionText',
  },
  {
    view: 'build',
    targets: [
      '[data-setting="threshold"]',
      '[data-card="bank"]',
      '[data-card="adapter-bank"]',
      '.react-flow',
      'main',
    ],
    titleKey: 'tour.bank',
    textKey: 'tour.bankText',
    task: 'threshold',
  },
  {
    view: 'compare',
    targets: ['main header > :first-child', 'main'],
    titleKey: 'tour.compare',
    textKey: 'tour.compareText',
  },
  {
    view: 'build',
    targets: ['[data-tour="pipelines"]', 'main'],
    titleKey: 'tour.more',
    textKey: 'tour.moreText',
  },
]
