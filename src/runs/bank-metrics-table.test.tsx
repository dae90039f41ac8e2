import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { BankFigures, BankMetrics } from '../../runtime/core/wire/bank-metrics.ts'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { BankMetricsTable } from './bank-metrics-table.tsx'

afterEach(cleanup)

const few = { n: 4, value: null, low: null, high: null }
const none = { n: 0, p50: null, p95: null, p99: null }

const figures: BankFigures = {
  n: 124,
  failed: 2,
  latencyMs: { n: 124, p50: 4.21, p95: 18.5, p99: 61.4 },
  ttftMs: { n: 124, p50: 2.5, p95: 9, p99: 12 },
  abstained: { n: 124, value: 0.125, low: 0.0781, high: 0.194 },
  em: { n: 30, value: 0.5, low: 0.331, high: 0.669 },
  f1: { n: 30, value: 0.612, low: 0.57, high: 0.651 },
  feedback: { n: 9, value: 0.5, low: -0.1, high: 0.9 },
}

const sparse: BankFigures = {
  n: 4,
  failed: 0,
  latencyMs: { ...none, n: 4 },
  ttftMs: none,
  abstained: few,
  em: few,
  f1: few,
  feedback: { ...few, n: 0 },
}

const metrics: BankMetrics = {
  bank: 'desk',
  since: null,
  pipeline: null,
  total: figures,
  adapters: [{ adapter: 'refunds@3f9a0c11d2e4', ...figures }],
  groups: [
    { adapter: 'refunds@3f9a0c11d2e4', intent: 'refund', ...figures },
    { adapter: null, intent: null, ...sparse },
  ],
}

it.each([false, true])(
  'has all figures of each version and intent, quality in points, compact: %s',
  (isCompact) => {
    render(
      <SignalboxRoot theme="light" locale="en">
        <BankMetricsTable metrics={metrics} isCompact={isCompact} />
      </SignalboxRoot>,
    )
    const table = screen.getByRole('table')
    const [, all, refund, other] = within(table)
      .getAllByRole('row')
      .map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent))
    const written = [
      '1242 failed',
      '4.21 ms',
      '18.5 ms',
      '61.4 ms',
      '2.5 ms / 9 ms',
      '12.5 [7.8, 19.4]n = 124',
      '50.0 [33.1, 66.9]n = 30',
      '61.2 [57.0, 65.1]n = 30',
      '0.50 [-0.10, 0.90]n = 9',
    ]
    expect(all).toEqual(['All requests', ...written])
    expect(refund).toEqual(['refunds@3f9a…refund', ...written])
    const tooFew = 'too few (n = 4)'
    expect(other?.slice(1)).toEqual(['4', ...Array(3).fill('too few'), '–', ...Array(3).fill(tooFew), '–'])
    // What does not fit is reached by the keyboard alone.
    expect(table.parentElement?.tabIndex).toBe(0)
  },
)
