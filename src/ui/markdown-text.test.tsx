import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { MarkdownText } from './markdown-text.tsx'

it('marks become headings, lists and links; nothing else gets through', () => {
  const { container } = render(
    <MarkdownText
      text={
        '# Why\n\n- one\n- two\n\n[docs](https://example.org) [bad](javascript:alert(1)) ![spy](https://example.org/x.png)\n\n<img src=x onerror=alert(1)><script>alert(1)</script>'
      }
    />,
  )
  expect(container.querySelector('h1')?.textContent).toBe('Why')
  expect(container.querySelectorAll('li')).toHaveLength(2)
  expect(container.querySelector('a')?.getAttribute('rel')).toBe('noreferrer noopener')
  expect(container.innerHTML).not.toContain('javascript:')
  expect(container.querySelector('img, script')).toBeNull()
  expect(container.textContent).toContain('onerror')
})
