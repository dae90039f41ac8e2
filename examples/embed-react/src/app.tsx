import { useRef, useState } from 'react'
import type { EditorHandle, EditorWorkers } from 'signalbox/editor'
import { PipelineEditor } from 'signalbox/editor'
import 'signalbox/editor.css'
import layoutWorkerUrl from 'signalbox/elk-worker.min.js?url'
import { builtinNodes } from 'signalbox/nodes'
import { pipeline } from './pipeline'
import { resources } from './resources'
import { signOff } from './sign-off'
import { SignOffCard } from './sign-off-card'

const nodes = [...builtinNodes, { definition: signOff, card: { component: SignOffCard, heightPx: 28 } }]

const workers: EditorWorkers = {
  run: () => new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module' }),
  layout: () => new Worker(layoutWorkerUrl),
}

export function App() {
  const editor = useRef<EditorHandle>(null)
  const [document, setDocument] = useState(pipeline)
  const [outcome, setOutcome] = useState('')
  const download = async () => {
    const picture = await editor.current?.toPNG()
    if (picture === undefined) return
    const link = globalThis.document.createElement('a')
    link.href = URL.createObjectURL(picture)
    link.download = 'pipeline.png'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div className="page">
      <header className="bar">
        <strong>Northmere Rail</strong>
        <button onClick={() => void download()}>Save as picture</button>
        <output>
          {document.nodes.length} nodes{outcome}
        </output>
      </header>
      <main>
        <PipelineEditor
          ref={editor}
          document={document}
          onChange={setDocument}
          onRun={({ status, timing }) => setOutcome(` · ${status} in ${Math.round(timing?.wallMs ?? 0)} ms`)}
          nodes={nodes}
          resources={resources}
          workers={workers}
          theme={new URLSearchParams(location.search).get('theme') === 'dark' ? 'dark' : 'light'}
        />
      </main>
    </div>
  )
}
