import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ErrorBoundary } from './error-boundary.tsx'
import { lazyComponent, loadNeededSoon } from './lazy-component.ts'
import { tellLoaded } from './load-error.ts'
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
  expect((await screen.findByRole('alert')).textContent).toContain('The server did not answer')
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

it('comes by itself when the code of another part did', async () => {
  let isReached = false
  const loadAs = (text: string) => async () => {
    if (!isReached) throw new Error('offline')
    return () => <p>{text}</p>
  }
  const [Left, Right] = [lazyComponent(loadAs('the left')), lazyComponent(loadAs('the right'))]
  render(
    <SignalboxRoot theme="light" locale="en">
      {[Left, Right].map((Part, index) => (
        <ErrorBoundary key={index} isSmall>
          <Suspense>
            <Part />
          </Suspense>
        </ErrorBoundary>
      ))}
    </SignalboxRoot>,
  )
  const [retry] = await vi.waitFor(() => {
    const buttons = screen.getAllByRole('button', { name: 'Try again' })
    expect(buttons).toHaveLength(2)
    return buttons
  })
  isReached = true
  if (retry !== undefined) fireEvent.click(retry)
  expect(await screen.findByText('the left')).toBeTruthy()
  expect(await screen.findByText('the right')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

it('is drawn at once where it was needed soon', async () => {
  const Soon = lazyComponent(async () => () => <p>the menu</p>, { isNeededSoon: true })
  await loadNeededSoon()
  render(<Soon />)
  expect(screen.getByText('the menu')).toBeTruthy()
})

it('leaves its place empty where others tell that it could not be fetched, and fills it when they come', async () => {
  let isReached = false
  const Sign = lazyComponent(async () => {
    if (!isReached) throw new Error('offline')
    return () => <p>the sign</p>
  })
  render(
    <SignalboxRoot theme="light" locale="en">
      <ErrorBoundary isSmall whenNotLoaded={<i>its place</i>}>
        <Suspense>
          <Sign />
        </Suspense>
      </ErrorBoundary>
    </SignalboxRoot>,
  )
  expect(await screen.findByText('its place')).toBeTruthy()
  isReached = true
  tellLoaded()
  expect(await screen.findByText('the sign')).toBeTruthy()
})
