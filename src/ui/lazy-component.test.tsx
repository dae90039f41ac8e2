import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ErrorBoundary } from './error-boundary.tsx'
import { lazyComponent } from './lazy-component.ts'
import { SignalboxRoot } from './signalbox-root.tsx'

// What is loaded first may take its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 })

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => {
  cleanup()
  document.head.replaceChildren()
  vi.restoreAllMocks()
})

it('that could not be fetched is fetched again on demand, with the styles that did not come', async () => {
  document.head.innerHTML = '<link rel="stylesheet" href="/assets/page-1.css">'
  const [failed] = document.head.children
  let reason: string | null = 'Unable to preload CSS for /assets/page-1.css'
  const load = vi.fn(() =>
    reason === null ? Promise.resolve(() => 'the panel') : Promise.reject(new Error(reason)),
  )
  const Lazy = lazyComponent(load)
  render(
    <SignalboxRoot theme="light" locale="en">
      <ErrorBoundary>
        <Suspense>
          <Lazy />
        </Suspense>
      </ErrorBoundary>
    </SignalboxRoot>,
  )
  expect((await screen.findByRole('alert')).textContent).toContain('Signalbox did not answer')
  expect(load).toHaveBeenCalledTimes(1)
  reason = null
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  const renewed = await vi.waitFor(
    () => {
      const [link] = document.head.children
      if (link === undefined || link === failed) throw new Error('not asked for again')
      return link
    },
    { timeout: 20_000 },
  )
  fireEvent.load(renewed)
  expect(await screen.findByText('the panel')).toBeTruthy()
})
