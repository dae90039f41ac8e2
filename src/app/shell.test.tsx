import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Shell } from './shell.tsx'

vi.mock('./views.ts', () => ({
  views: [{ id: 'runs', titleKey: 'app.runs', icon: () => null, component: () => <p>Every run</p> }],
}))

it('begins with a link that jumps over the views, the address staying as it is', () => {
  globalThis.location.hash = '#/runs/one'
  const { container } = render(<Shell />)
  const skip = container.querySelector('a')
  expect(skip?.textContent).toBe('Skip to content')
  fireEvent.click(screen.getByText('Skip to content'))
  expect(document.activeElement).toBe(screen.getByRole('main'))
  expect(globalThis.location.hash).toBe('#/runs/one')
})
