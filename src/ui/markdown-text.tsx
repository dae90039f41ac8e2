/** Text with Markdown's marks. HTML in it is text, links open apart, pictures are not loaded. */
import Markdown from 'markdown-to-jsx/react'
import type { AnchorHTMLAttributes } from 'react'
import styles from './markdown-text.module.css'

export function MarkdownText({ text }: { text: string }) {
  return (
    <Markdown className={styles['markdown'] ?? ''} options={options}>
      {text}
    </Markdown>
  )
}

function OutsideLink({ href, children }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

/** A picture would tell its server who looks. */
function PictureText({ alt }: { alt?: string }) {
  return <span>{alt}</span>
}

const options = {
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: { a: OutsideLink, img: PictureText },
} as const
