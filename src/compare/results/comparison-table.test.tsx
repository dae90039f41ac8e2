import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { SignalboxRoot } from '../../ui/signalbox-root.tsx'
import { createFixture } from '../fixtures.ts'
import { ResultsPanel } from './results-panel.tsx'

const { report } = createFixture()

const onBaseline = vi.fn<(baseline: string) => void>()

beforeEach(() => {
  globalThis.localStorage.clear()
  onBaseline.mockClear()
})
afterEach(cleanup)

function show(shown: Report = report) {
  render(
    <SignalboxRoot theme="light" locale="en">
      <ResultsPanel report={shown} onBaseline={onBaseline} />
    </SignalboxRoot>,
  )
}

// Looked up by attributes: to compute the roles of a table this wide takes jsdom seconds.
const cellOf = (variant: string, column: string) =>
  document.querySelector(`tbody[data-variant="${variant}"] [data-column="${column}"]`)
const headOf = (title: string) =>
  [...document.querySelectorAll('th[scope="col"]')].find((head) => head.textContent === title)

const namesOf = () =>
  [...document.querySelectorAll('th[scope="rowgroup"] > :first-child')].map(({ textContent }) => textContent)

function change(part: Partial<Report['variants'][number]>): Report {
  return {
    ...report,
    variants: report.variants.map((one) => (one.id === 'routed' ? { ...one, ...part } : one)),
  }
}

describe('the comparison table', () => {
  it('has a row a variant, with figures, intervals, whiskers and n', () => {
    show()
    expect(namesOf()).toEqual(['Base only', 'Routed', 'Oracle'])
    const f1 = cellOf('routed', 'f1')
    expect(f1?.textContent).toMatch(/^\d\d\.\d \[\d\d\.\d, \d\d\.\d\]n = 120$/)
    expect(f1?.querySelectorAll('svg')).toHaveLength(1)
  })

  it('says verdicts in words', () => {
    show()
    expect(cellOf('oracle', 'verdict')?.textContent).toMatch(
      /^betterF1 \+\d+(\.\d)? points \[.*\] · p\s<\s\.001 · n\s=\s120/,
    )
    expect(screen.getByText(/^Oracle: .* points better in F1 than Base only \[.*\], p < \.001/)).toBeDefined()
  })

  it('sorts by a column, the largest first, then the smallest, then as it was', () => {
    show()
    const head = headOf('F1')
    const press = () => {
      const button = head?.querySelector('button')
      if (button) fireEvent.click(button)
    }
    press()
    expect(head?.getAttribute('aria-sort')).toBe('descending')
    expect(namesOf()[0]).toBe('Oracle')
    press()
    expect(namesOf()[0]).toBe('Base only')
    expect(namesOf()[2]).toBe('Oracle')
    press()
    expect(head?.getAttribute('aria-sort')).toBe('none')
    expect(namesOf()).toEqual(['Base only', 'Routed', 'Oracle'])
  })

  it('says too few instead of a figure below n = 5', () => {
    show(change({ quality: { f1: { value: 0.5, low: null, high: null, n: 4 } } }))
    expect(cellOf('routed', 'f1')?.textContent).toBe('too few n = 4')
    expect(cellOf('routed', 'f1')?.querySelector('svg')).toBeNull()
  })

  it('counts what failed, ran out of time and was tried again', () => {
    show(change({ n: 117, failed: 2, timedOut: 1, retried: 3 }))
    expect(cellOf('routed', 'n')?.textContent).toBe('117of 120 rows2 failed1 timed out3 tried again')
  })

  it('shows what 1,000 requests cost, a dash where nobody said prices, and no column where nobody has any', () => {
    show()
    expect(headOf('Cost per 1,000')).toBeUndefined()
    cleanup()
    const effect = { value: 0.2, low: 0.15, high: 0.25, n: 120 }
    const verdict = { metric: 'cost', outcome: 'worse', effect, p: 0.0001, pAdjusted: 0.0001 } as const
    const more = { test: 'permutation', rowsToSettle: null } as const
    show(
      change({
        cost: { value: 0.4, low: 0.3614, high: 1.5, n: 118 },
        verdicts: [{ ...verdict, ...more }],
      }),
    )
    expect(cellOf('routed', 'cost')?.textContent).toBe('0.400 [0.361, 1.50]n = 118')
    expect(cellOf('base-only', 'cost')?.textContent).toBe('–')
    expect(cellOf('routed', 'verdict')?.textContent).toMatch(
      /^worseCost per 1,000 \+0\.200 \[0\.150, 0\.250\] · p\s<\s\.001/,
    )
    expect(
      screen.getByText(
        /^Routed: 0\.200 dearer per 1,000 requests than Base only \[0\.150, 0\.250\], p\s<\s\.001/,
      ),
    ).toBeDefined()
  })

  it('is marked as partial while rows are missing', () => {
    const cells = { done: 300, failed: 0, total: 600 }
    show({ ...report, isComplete: false, experiment: { ...report.experiment, state: 'stopped', cells } })
    expect(screen.getByText(/^Partial: 300 of 600 cells are there/)).toBeDefined()
  })

  it('says that nothing is compared while cells are missing, and compares with another variant once it is whole', () => {
    const cells = { done: 50, total: 120 }
    const variants = report.variants.map((one) => ({ ...one, cells, verdicts: [] }))
    show({ ...report, isComplete: false, variants })
    expect(screen.getByText(/^Nothing is compared while cells are missing/)).toBeDefined()
    cleanup()
    show()
    expect(screen.queryByText(/^Nothing is compared/)).toBeNull()
    // The native twin of the picker: its popover needs what jsdom lacks.
    const picker = document.querySelector('select')
    if (picker) fireEvent.change(picker, { target: { value: 'oracle' } })
    expect(onBaseline).toHaveBeenCalledWith('oracle')
  })

  it('shows the columns that a person chose, also next time', () => {
    show()
    expect(headOf('Declined')).toBeUndefined()
    expect(headOf('EM')).toBeDefined()
    cleanup()
    globalThis.localStorage.setItem('signalbox.compare.columns', '{"abstained":true,"em":false}')
    show()
    expect(headOf('Declined')).toBeDefined()
    expect(headOf('EM')).toBeUndefined()
  })
})
