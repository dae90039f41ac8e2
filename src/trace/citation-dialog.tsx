/** The passage that an answer quotes, with the quoted words marked. */
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Citation, RetrievedDocument } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { DocumentScores } from './document-list.tsx'
import { Passage } from './passage.tsx'
import { documentValues, findPassage } from './run-values.ts'
import { useTraceSource } from './trace-context.tsx'
import { useLoaded } from './use-loaded.ts'

export interface CitationDialogProps {
  readonly citation: Citation
  readonly view: RunView
  readonly onClose: () => void
}

export function CitationDialog({ citation, view, onClose }: CitationDialogProps) {
  const say = useMessages()
  const { loadValue } = useTraceSource()
  const passage = useLoaded(citation.chunkId, () =>
    findPassage(documentValues(view), citation.chunkId, loadValue),
  )
  return (
    <Dialog title={citation.title} isOpen onClose={onClose} width={640}>
      {passage.state === 'loading' ? (
        <Spinner />
      ) : passage.state === 'failed' || passage.value === undefined ? (
        <Notice tone="caution">{say('trace.passageGone', { id: citation.chunkId })}</Notice>
      ) : (
        <QuotedPassage passage={passage.value} citation={citation} />
      )}
    </Dialog>
  )
}

function QuotedPassage({ passage, citation }: { passage: RetrievedDocument; citation: Citation }) {
  const start = citation.source.start - passage.source.start
  const mark = { start, end: start + citation.source.end - citation.source.start }
  return (
    <>
      <DocumentScores document={passage} />
      <Passage text={passage.text} marks={[mark]} kind="quote" />
    </>
  )
}
