/** Signs and tones of node types. */
import type { LucideIcon } from 'lucide-react'
import {
  Bot,
  Box,
  MessageSquareText,
  Plug,
  Repeat,
  ScanSearch,
  TextQuote,
  Workflow,
  CircleHelp,
  FileSearch,
  Layers,
  LogIn,
  LogOut,
  Merge,
  Quote,
  Search,
  Sparkles,
  Split,
  Tags,
  TextCursorInput,
  TextSearch,
} from 'lucide-react'
import type { NodeCategory, NodeDefinition } from '../../runtime/core/node/define-node.ts'

const ofType: Readonly<Record<string, LucideIcon>> = {
  input: LogIn,
  output: LogOut,
  'hybrid-retriever': FileSearch,
  'bm25-retriever': TextSearch,
  'intent-classifier': Tags,
  'condition-router': Split,
  'adapter-bank': Layers,
  reader: Quote,
  'dense-retriever': ScanSearch,
  'context-builder': TextQuote,
  prompt: MessageSquareText,
  'chat-model': Bot,
  map: Repeat,
  'sub-pipeline': Workflow,
  runnable: Plug,
  template: TextCursorInput,
  merge: Merge,
}

const ofCategory: Readonly<Record<NodeCategory, LucideIcon>> = {
  io: LogIn,
  retrieval: Search,
  routing: Split,
  adapters: Layers,
  generation: Sparkles,
  logic: Box,
}

export function nodeIcon(definition: NodeDefinition | undefined): LucideIcon {
  if (definition === undefined) return CircleHelp
  return ofType[definition.type] ?? ofCategory[definition.category]
}

const tones: Readonly<Record<NodeCategory, string>> = {
  io: 'var(--sb-ink-faint)',
  retrieval: 'var(--sb-port-documents)',
  routing: 'var(--sb-port-intent)',
  adapters: 'var(--sb-port-decision)',
  generation: 'var(--sb-port-answer)',
  logic: 'var(--sb-port-text)',
}

export function nodeTone(definition: NodeDefinition | undefined): string {
  return definition === undefined ? 'var(--sb-caution)' : tones[definition.category]
}
