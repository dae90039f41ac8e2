/** How many versions of how many are listed, and the way to the next ones. */
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './build-view.module.css'

interface OlderVersionsProps {
  readonly shown: number
  readonly total: number
  readonly onPress: () => void
}

export function OlderVersions({ shown, total, onPress }: OlderVersionsProps) {
  const say = useMessages()
  return (
    <div className={styles['older']}>
      <span className={styles['soft']}>{say('pipelines.versionsShown', { shown, total })}</span>
      <Button isSmall onPress={onPress}>
        {say('pipelines.olderVersions')}
      </Button>
    </div>
  )
}
