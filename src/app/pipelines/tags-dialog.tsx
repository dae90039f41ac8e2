/** The tags of one pipeline, as a line of text; those that others bear are one press away. */
import { useState } from 'react'
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useManagePipelines } from '../build/use-manage-pipelines.ts'
import type { ListedPipeline } from './find-pipelines.ts'
import { countTags, readTags } from './find-pipelines.ts'
import styles from './pipeline-list.module.css'

/** As the server takes them. */
const limits = { tags: 20, characters: 40 }

interface TagsDialogProps {
  readonly pipeline: ListedPipeline
  readonly pipelines: readonly ListedPipeline[]
  readonly onClose: () => void
}

export function TagsDialog({ pipeline, pipelines, onClose }: TagsDialogProps) {
  const say = useMessages()
  const { setTags } = useManagePipelines()
  const [text, setText] = useState(pipeline.tags.join(', '))
  const tags = readTags(text)
  const long = tags.find((tag) => tag.length > limits.characters)
  const fault =
    long !== undefined
      ? say('pipelines.longTag', { tag: long })
      : tags.length > limits.tags
        ? say('pipelines.tooManyTags', { n: tags.length })
        : undefined
  const others = countTags(pipelines).filter(({ tag }) => !tags.includes(tag))
  const save = () => {
    if (fault !== undefined) return
    onClose()
    void setTags(pipeline.id, tags)
  }
  return (
    <Dialog
      title={say('pipelines.tagsOf', { name: pipeline.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={fault !== undefined} onPress={save}>
          {say('pipelines.save')}
        </Button>
      }
    >
      <form
        className={styles['tagForm']}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField
          label={say('pipelines.tags')}
          description={say('pipelines.tagsHelp')}
          {...(fault === undefined ? {} : { error: fault })}
          value={text}
          onChange={setText}
          autoFocus
        />
        {others.length === 0 ? null : (
          <div className={styles['line']} role="group" aria-label={say('pipelines.tagsUsed')}>
            <span className={styles['soft']}>{say('pipelines.tagsUsed')}</span>
            {others.map(({ tag }) => (
              <Button key={tag} isSmall onPress={() => setText([...tags, tag].join(', '))}>
                {tag}
              </Button>
            ))}
          </div>
        )}
      </form>
    </Dialog>
  )
}
