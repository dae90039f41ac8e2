/** Leads to a node of the whole document: `outer/inner` for one in a pipeline inside another node. */
import type { Editor } from './editor-context.tsx'

export async function goToNodeInside(
  { levels, session }: Editor,
  node: string,
  setting: string | null = null,
): Promise<void> {
  const path = node.split('/')
  const last = path.pop() ?? node
  try {
    if (path.join('/') !== levels.store.getState().path.join('/')) await levels.open(path)
  } catch {
    // Stored where nothing here can read it: the outermost node is as near as one gets.
    await levels.open([])
  }
  const { path: shown } = levels.store.getState()
  session.getState().goToNode(path[shown.length] ?? last, setting)
}
