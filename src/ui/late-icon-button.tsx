/** An icon button in what is drawn first: its place is kept until the code of controls is there. */
import styles from './button.module.css'
import { joinClasses } from './class-names.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import type { IconButtonProps } from './icon-button.tsx'
import { Late } from './late.tsx'
import { lazyComponent } from './lazy-component.ts'

const IconButton = lazyComponent(async () => (await import('./icon-button.tsx')).IconButton, {
  isNeededSoon: true,
})

export function LateIconButton(props: IconButtonProps) {
  const names = [styles['button'], styles['quiet'], styles['icon'], props.isSmall === true && styles['small']]
  const place = <span aria-hidden className={joinClasses(...names)} />
  return (
    <ErrorBoundary isSmall whenNotLoaded={place}>
      <Late before={place}>
        <IconButton {...props} />
      </Late>
    </ErrorBoundary>
  )
}
