/** The line above the canvas: the pipeline's name, what is shown, and what is wrong. */
import type { ReactNode } from 'react'
import { useEditor, useLevel, useWhole } from '../session/editor-context.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { Late } from '../ui/late.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import styles from './editor-head.module.css'

const HeadControls = lazyComponent(async () => (await import('./head-controls.tsx')).HeadControls, {
  isNeededSoon: true,
})

export interface EditorHeadProps {
  readonly start?: ReactNode
  readonly end?: ReactNode
}

export function EditorHead({ start, end }: EditorHeadProps) {
  const name = useWhole(({ document }) => document.name)
  return (
    <header className={styles['head']}>
      {start}
      <h1 className={styles['name']} title={name}>
        <Name name={name} />
      </h1>
      <span className={styles['gap']} />
      <Late>{end}</Late>
      <ErrorBoundary isSmall>
        <Late>
          <HeadControls />
        </Late>
      </ErrorBoundary>
    </header>
  )
}

/** Pressed it leads to where the name can be changed. */
function Name({ name }: { name: string }) {
  const { features, session } = useEditor()
  const isReadOnly = useWhole((state) => state.isReadOnly)
  const isInside = useLevel(({ path }) => path.length > 0)
  if (isReadOnly || isInside || !features.inspector) return name
  return (
    <button
      type="button"
      className={styles['rename']}
      onClick={() => session.getState().goToPipelineSetting('name')}
    >
      {name}
    </button>
  )
}
