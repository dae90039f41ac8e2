/** Starting and stopping runs, as buttons, keys and the chat do it. */
import { useMemo } from 'react'
import { withoutItems } from '../../runtime/core/trace/node-path.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { placeOfIssue } from '../document/issue-place.ts'
import { useIssueText } from '../forms/use-issue-text.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import { useEditor } from '../session/editor-context.tsx'
import { describeProblems } from './field-problem.ts'
import { fillForm } from './filled-form.ts'
import { hasProblems, questionField, toInputs } from './run-form.ts'
import type { RunInputs } from './run-store.ts'
import type { RunPart } from './runner.ts'
import { usablePins } from './pin-store.ts'
import { readTraced } from './read-traced.ts'

export interface RunActions {
  /** Runs with these inputs; a pipeline with faults is not run, its first fault is shown. True when it was started. */
  run(inputs: RunInputs, part?: RunPart): boolean
  /** Runs what the form holds; with no question in it, the inputs of the last run again. Where something is missing, the form asks for it. */
  runDraft(part?: RunPart): void
  /**
   * Goes on from the run on the canvas, with its inputs: `from` and what it leads to run, up to `until` where it is given. Nodes are
   * named by their paths in the run; inside one that works through a list, every item goes on from there.
   */
  runOn(part: { readonly from: string; readonly until?: string }): Promise<void>
  stop(): void
}

export function useRunActions(): RunActions {
  const editor = useEditor()
  const say = useMessages()
  const issueText = useIssueText()
  return useMemo(() => {
    const { whole: documents, levels, nodes, pins, runner, runs, session, stored } = editor
    /** Shows the first fault of the pipeline; false where there is none. */
    const showFault = (): boolean => {
      session.getState().show('drawer', true)
      const isInside = levels.store.getState().path.length > 0
      const { document } = documents.getState()
      const [fault] = isInside ? validatePipeline(document, nodes) : editor.issues.getState().settle()
      if (fault === undefined) return false
      const place = placeOfIssue(
        fault,
        isInside ? document : editor.document.getState().document,
        nodes,
        stored.store.getState().find,
      )
      if (place !== null) void goToNodeInside(editor, place.node, place.setting)
      session.getState().announce(say('trace.notRun', { reason: issueText(fault) }))
      return true
    }
    const run = (inputs: RunInputs, part?: RunPart): boolean => {
      if (showFault()) return false
      const { document } = documents.getState()
      const pinnedOutputs = usablePins(document, nodes, pins.getState().pins)
      const held = Object.keys(pinnedOutputs).length === 0 ? {} : { pinnedOutputs }
      void runs.getState().start(document, inputs, { ...part, ...held })
      return true
    }
    return {
      run,
      runDraft: (part) => {
        const { draft, turns, setDraft, askForValues } = runs.getState()
        const { fields, values, isFilled } = fillForm(editor)
        const asked = questionField(fields)
        if (isFilled) {
          // The question has been asked; the other fields stay for the next one.
          if (run(toInputs(fields, values), part) && asked !== undefined)
            setDraft({ ...draft, [asked.name]: '' })
          return
        }
        const last = turns.findLast(({ inputs }) => !hasProblems(fields, inputs))
        const isBlank = asked === undefined || String(draft[asked.name] ?? '').trim() === ''
        if (last !== undefined && isBlank) return void run(last.inputs, part)
        if (showFault()) return
        askForValues()
        session.getState().announce(say('trace.notRun', { reason: describeProblems(fields, values, say) }))
      },
      runOn: async ({ from, until }) => {
        const { view } = runs.getState()
        if (runner === null || view.runId === undefined) return
        const reuse = { runId: view.runId, from: withoutItems(from) }
        try {
          run(await readTraced(view.inputs, runner.value), {
            reuse,
            ...(until === undefined ? {} : { until: withoutItems(until) }),
          })
        } catch (error) {
          runs.setState({ failure: toFailure(error).toJSON() })
        }
      },
      stop: () => runs.getState().cancel(),
    }
  }, [editor, say, issueText])
}
