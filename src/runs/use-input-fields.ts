/** What the pipeline asks of who runs it. */
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { InputField } from '../../nodes/io/input.ts'
import { useEditor, useWhole } from '../session/editor-context.tsx'
import { isAsking, listFields } from './run-form.ts'

/** The same list until an input node changes: what shows it is not drawn anew with every other change. */
export function useInputFields(): readonly InputField[] {
  const { nodes: registry } = useEditor()
  const nodes = useWhole(useShallow(({ document }) => document.nodes.filter(isAsking)))
  return useMemo(() => listFields({ nodes }, registry), [nodes, registry])
}
