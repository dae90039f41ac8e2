import styles from './runs-compared.module.css'
import { useNodeNames, useTraceSource } from '../trace-context.tsx'

/** The name of a node; a press leads to it. */
export function NodeLink({ node }: { node: string }) {
  const { titleOf } = useNodeNames()
  const { goToNode } = useTraceSource()
  if (goToNode === null) return titleOf(node)
  return (
    <button type="button" className={styles['link']} onClick={() => goToNode(node)}>
      {titleOf(node)}
    </button>
  )
}
