/**
 * Leads to a node of the whole document: `outer/inner` for one in a pipeline inside another node, `each#3/inner` for what it did
 * there for one item of a list.
 */
import { splitSubRun } from '../../runtime/core/trace/node-path.ts'
import type { Editor } from './editor-context.tsx'

export async function goToNodeInside(
  { levels, runs, session }: Editor,
  node: string,
  setting: string | null = null,
): Promise<void> {
  const steps = node.split('/')
  const last = steps.pop() ?? node
  const path: string[] = []
  for (const step of steps) {
    const { node: id, item } = splitSubRun(step)
    path.push(id)
    if (item !== undefined) runs.getState().showItem(path.join('/'), item)
  }
  try {
    if (path.join('/') !== levels.store.getState().path.join('/')) await levels.open(path)
  } catch {
    // Stored where nothing here can read it: the outermost node is as near as one gets.
    await levels.open([])
  }
  const { path: shown } = levels.store.getState()
  session.getState().goToNode(path[shown.length] ?? last, setting)
}
