/** Nothing is selected: the pipeline's own settings, and what it consists of. */
import { useMemo } from 'react'
import type { z } from 'zod'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { Json } from '../../runtime/core/values.ts'
import { setPipelineFacts } from '../document/commands.ts'
import { withMember } from '../forms/entries.ts'
import { SettingsForm } from '../forms/settings-form.tsx'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor, useIssues } from '../session/editor-context.tsx'
import { formatCount } from '../ui/format-number.ts'
import styles from './inspector.module.css'
import { factsSchema, readPipelineFields } from './pipeline-fields.ts'
import { useDraftValues } from './use-draft-values.ts'
import { usePlainScope } from './use-plain-scope.ts'

export function PipelineInspector() {
  const say = useMessages()
  const { document: documents } = useEditor()
  const document = useDocument((state) => state.document)
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const saved = useMemo(() => readFacts(document), [document])
  const draft = useDraftValues('(pipeline)', saved)
  const scope = usePlainScope(factsSchema, draft.values, '(pipeline) ', isReadOnly)
  const fields = useMemo(() => readPipelineFields(say), [say])
  const change = (name: string, value: Json | undefined) => {
    const next = withMember(draft.values, name, value)
    const parsed = factsSchema.safeParse(next)
    if (!parsed.success) return draft.keep(next)
    draft.forget()
    documents.getState().apply(setPipelineFacts(toFacts(parsed.data, name)))
  }
  return (
    <>
      <section className={styles['section']} aria-label={say('inspector.pipeline')}>
        <h2>{say('inspector.pipeline')}</h2>
        <SettingsForm fields={fields} scope={scope} onChange={change} />
      </section>
      <Counts document={document} />
    </>
  )
}

function readFacts({ name, description, settings = {} }: PipelineDocument): Readonly<Record<string, Json>> {
  // What is undefined is left out: JSON has no such thing.
  return JSON.parse(JSON.stringify({ name, description, ...settings })) as Record<string, Json>
}

/** Only what changed, so that typing a name is one step of its own. */
function toFacts(facts: z.output<typeof factsSchema>, changed: string) {
  const { name, description, deadlineMs, maxParallel } = facts
  if (changed === 'name') return { name }
  if (changed === 'description') return { description }
  return {
    settings: {
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
      ...(maxParallel === undefined ? {} : { maxParallel }),
    },
  }
}

function Counts({ document }: { document: PipelineDocument }) {
  const say = useMessages()
  const locale = useLocale()
  const issues = useIssues((state) => state.issues)
  const rows = [
    [say('inspector.nodes'), document.nodes.length],
    [say('inspector.wires'), document.edges.length],
    [say('inspector.issues'), issues.length],
  ] as const
  return (
    <section className={styles['section']} aria-label={say('inspector.contents')}>
      <dl className={styles['counts']}>
        {rows.map(([title, count]) => (
          <CountRow key={title} title={title} count={formatCount(count, locale)} />
        ))}
      </dl>
      <p className={styles['summary']}>{say('inspector.selectHint')}</p>
    </section>
  )
}

function CountRow({ title, count }: { title: string; count: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{count}</dd>
    </>
  )
}
