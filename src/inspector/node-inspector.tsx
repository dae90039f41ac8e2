/** Everything about one node: what it is, its settings, and its policy. */
import { useMemo } from 'react'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { exposedNameOf } from '../../runtime/core/node/exposed-settings.ts'
import { portNamePattern } from '../../runtime/core/node/ports.ts'
import { exposeSetting, setSetting } from '../document/commands.ts'
import { settingOf } from '../document/issue-store.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import type { ControlKind } from '../forms/form-field.ts'
import { readNodeFields } from '../forms/read-fields.ts'
import { SettingsForm } from '../forms/settings-form.tsx'
import { useIssueText } from '../forms/use-issue-text.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useEditor, useIssues } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Notice } from '../ui/notice.tsx'
import { BankMetricsSection } from './bank-metrics-section.tsx'
import styles from './inspector.module.css'
import { NodeHead } from './node-head.tsx'
import { NodePolicySection } from './node-policy-section.tsx'
import { SubPipelineSection } from './sub-pipeline-section.tsx'
import { UnknownNode } from './unknown-node.tsx'
import { useNodeScope } from './use-node-scope.ts'

export function NodeInspector({ node }: { node: ResolvedNode }) {
  const { definition, record } = node
  if (definition === undefined || record.version !== definition.version) return <UnknownNode node={node} />
  return (
    <>
      <NodeHead node={node} />
      <SubPipelineSection node={node} />
      <NodeFaults node={record.id} />
      <NodeSettings node={node} />
      <BankMetricsSection node={node} />
      <NodePolicySection node={node} />
    </>
  )
}

const noIssues: readonly DocumentIssue[] = []

/** Faults of the node that no setting is to blame for: an input without a wire and the like. */
function NodeFaults({ node }: { node: string }) {
  const issues = useIssues((state) => state.byNode.get(node)) ?? noIssues
  const issueText = useIssueText()
  const faults = issues.filter((issue) => settingOf(issue) === null)
  if (faults.length === 0) return null
  return (
    <div className={styles['section']}>
      {faults.map((issue) => (
        <Notice key={`${issue.code} ${issue.path} ${JSON.stringify(issue.params)}`} tone="caution">
          {issueText(issue)}
        </Notice>
      ))}
    </div>
  )
}

/** What decides which ports a node has cannot come from a port; which credential is used is not for a caller to say. */
const fixedControls: ReadonlySet<ControlKind> = new Set([
  'rules',
  'routes',
  'fields',
  'template',
  'credential',
  'pipeline',
])

function NodeSettings({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const texts = useNodeTexts()
  const { document: documents } = useEditor()
  const { definition, record, inputs } = node
  const scope = useNodeScope(node)
  const fields = useMemo(
    () =>
      definition === undefined ? [] : readNodeFields(definition, (path) => texts.fieldOf(definition, path)),
    [definition, texts],
  )
  const exposed = useMemo(() => new Set(record.exposed), [record.exposed])
  if (fields.length === 0) return <p className={styles['empty']}>{say('inspector.noSettings')}</p>
  return (
    <section className={styles['section']} aria-label={say('inspector.settings')}>
      <SettingsForm
        fields={fields}
        scope={scope}
        onChange={(name, value, step) => {
          const { apply } = documents.getState()
          if (value === undefined && name === 'pipeline' && definition?.subPipelines !== undefined)
            void import('../document/set-pipeline.ts').then(({ resetPipeline }) =>
              apply(resetPipeline(record.id)),
            )
          else apply(setSetting(record.id, name, value, step ?? null))
        }}
        exposed={exposed}
        onExpose={(port, isExposed) => documents.getState().apply(exposeSetting(record.id, port, isExposed))}
        canExpose={({ name, control }) => {
          const port = exposedNameOf(name)
          const isFree = exposed.has(port) || !Object.hasOwn(inputs, port)
          return portNamePattern.test(port) && !fixedControls.has(control) && isFree
        }}
      />
    </section>
  )
}
