import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { SignalboxRoot } from '../../ui/signalbox-root.tsx'
import { createFixture } from '../fixtures.ts'
import { ParetoCard } from './pareto-card.tsx'
import { frontOf, paretoPoints } from './pareto-chart.tsx'

// A list box asks for it; jsdom has none.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS

const { report } = createFixture()

afterEach(cleanup)

/** The report with what 1,000 requests of some variants cost. */
function withCosts(costs: Readonly<Record<string, number>>): Report {
  return {
    ...report,
    variants: report.variants.map((variant) => {
      const value = costs[variant.id]
      return {
        ...variant,
        cost: value === undefined ? null : { value, low: value * 0.9, high: value * 1.1, n: 120 },
      }
    }),
  }
}

function show(shown: Report) {
  render(
    <SignalboxRoot theme="light" locale="en">
      <ParetoCard report={shown} shown={shown.variants} />
    </SignalboxRoot>,
  )
}

const cellsOf = (name: string) => {
  const row = [...document.querySelectorAll('tbody tr')].find(({ textContent }) =>
    textContent.startsWith(name),
  )
  return [...(row?.children ?? [])].map(({ textContent }) => textContent)
}

it('draws quality against latency alone where no cost is known', () => {
  show(report)
  expect(screen.getByRole('region', { name: 'F1 against latency' })).toBeDefined()
  expect(screen.queryByRole('button', { name: /Horizontal axis/ })).toBeNull()
})

it('draws it against what requests cost where that is chosen', () => {
  show(withCosts({ 'base-only': 0, routed: 4.5 }))
  fireEvent.click(screen.getByRole('button', { name: /Horizontal axis/ }))
  fireEvent.click(screen.getByRole('option', { name: 'Cost per 1,000' }))
  expect(screen.getByRole('region', { name: 'F1 against cost' })).toBeDefined()
  expect(screen.getByRole('img', { name: /^Cost of 1,000 requests and F1 of each variant/ })).toBeDefined()
  expect(cellsOf('Routed')).toEqual(['Routed', '4.50 [4.05, 4.95]', expect.any(String), '120', 'yes'])
  expect(cellsOf('Oracle')[1]).toBe('–')
})

it('has a front of its own for each axis, on which the oracle never is', () => {
  const variants = withCosts({ 'base-only': 2, routed: 1, oracle: 0.5 }).variants
  expect(frontOf(variants, 'f1', 'cost')).toEqual(new Set(['routed']))
  expect(frontOf(report.variants, 'f1', 'cost')).toEqual(new Set())
  expect(frontOf(report.variants, 'f1', 'latency')).toEqual(
    new Set(report.variants.filter(({ isOnFront }) => isOnFront).map(({ id }) => id)),
  )
  const front = frontOf(variants, 'f1', 'cost')
  expect(
    paretoPoints(variants, 'f1', 'cost', front).map(({ name, x, isOnFront }) => [name, x, isOnFront]),
  ).toEqual([
    ['Oracle', 0.5, false],
    ['Routed', 1, true],
    ['Base only', 2, false],
  ])
})
