/** What to do where nothing has been built yet. */
import { LayoutTemplate, Plus, Workflow } from 'lucide-react'
import { useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useManagePipelines } from '../build/use-manage-pipelines.ts'
import styles from './pipeline-list.module.css'

export function NoPipelines() {
  const say = useMessages()
  const { createEmpty } = useManagePipelines()
  return (
    <EmptyState
      icon={Workflow}
      title={say('document.noPipelines')}
      action={
        <div className={styles['line']}>
          <Button icon={Plus} onPress={() => void createEmpty()}>
            {say('document.newPipeline')}
          </Button>
          <Button
            variant="primary"
            icon={LayoutTemplate}
            onPress={() => navigateTo('pipelines', 'templates')}
          >
            {say('pipelines.fromTemplate')}
          </Button>
        </div>
      }
    >
      <p>{say('document.noPipelinesText')}</p>
      <p>{say('pipelines.startText')}</p>
      <ol className={styles['steps']}>
        <li>{say('pipelines.startStep1')}</li>
        <li>{say('pipelines.startStep2')}</li>
        <li>{say('pipelines.startStep3')}</li>
      </ol>
    </EmptyState>
  )
}
