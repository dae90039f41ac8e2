/** One field that finds everything: nodes, settings, commands, node types, and the host's own places. */
import { Box, SlidersHorizontal, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { commandList } from '../commands/command-list.ts'
import { isCommandEnabled } from '../commands/command.ts'
import { entryOf, useCommandContext, useKeymap } from '../commands/use-commands.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { scoreQuery } from '../document/score-text.ts'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { readNodeFields } from '../forms/read-fields.ts'
import { readPipelineFields } from '../inspector/pipeline-fields.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { usePaletteItems } from '../palette/palette-items.ts'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import type { HostPlace } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import type { SearchListItem } from '../ui/search-list.tsx'
import { SearchList } from '../ui/search-list.tsx'

interface FoundItem extends SearchListItem {
  /** Names that a query is compared with besides the label. */
  readonly names: readonly string[]
  /** Weighs the kinds against each other where a query fits both: what stands in the drawing comes first. */
  readonly weight: number
}

/** As many as fit a list that somebody reads. */
const shownItems = 60

export function Finder({ onClose }: { onClose: () => void }) {
  const say = useMessages()
  const [query, setQuery] = useState('')
  const nodes = useNodeItems()
  const settings = usePipelineSettingItems()
  const commands = useCommandItems()
  const types = useTypeItems(query)
  const places = usePlaceItems()
  const all = useMemo(
    () => [...nodes, ...settings, ...commands, ...types, ...places],
    [nodes, settings, commands, types, places],
  )
  const found = useMemo(() => rank(all, query), [all, query])
  const items = found.map((item) => ({
    ...item,
    onChoose: () => {
      onClose()
      item.onChoose()
    },
  }))
  return (
    <Dialog title={say('commands.find')} isOpen onClose={onClose} width={560}>
      <SearchList
        label={say('commands.find')}
        placeholder={say('commands.findPlaceholder')}
        query={query}
        onQuery={setQuery}
        items={items}
        empty={say('commands.findNothing', { query })}
        onClose={onClose}
      />
    </Dialog>
  )
}

/** Without a query: the nodes and the commands, in their order. */
function rank(items: readonly FoundItem[], query: string): readonly FoundItem[] {
  if (query.trim() === '') return items.filter(({ weight }) => weight > 0.5).slice(0, shownItems)
  return items
    .map((item, index) => ({
      item,
      index,
      score: scoreQuery(query, [item.label, ...item.names], [item.description ?? '', item.kind ?? '']),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score + b.item.weight - a.score - a.item.weight || a.index - b.index)
    .slice(0, shownItems)
    .map(({ item }) => item)
}

function useNodeItems(): readonly FoundItem[] {
  const say = useMessages()
  const texts = useNodeTexts()
  const { nodes, session } = useEditor()
  const records = useDocument(({ document }) => document.nodes)
  return useMemo(
    () =>
      records.flatMap((record): FoundItem[] => {
        const { definition } = resolveNode(record, nodes)
        const type = definition === undefined ? record.type : texts.titleOf(definition)
        const title = record.name ?? type
        const sign: ReactNode = (
          <span style={{ color: nodeTone(definition) }}>
            <Icon icon={nodeIcon(definition)} />
          </span>
        )
        const fields =
          definition === undefined
            ? []
            : readNodeFields(definition, (path) => texts.fieldOf(definition, path))
        return [
          {
            id: `node ${record.id}`,
            label: title,
            names: [record.id, type],
            kind: say('commands.foundNode'),
            sign,
            weight: 0.9,
            onChoose: () => session.getState().goToNode(record.id),
          },
          ...fields.map((field) => ({
            id: `setting ${record.id} ${field.name}`,
            label: field.title,
            names: [field.name],
            kind: say('commands.foundSetting', { node: title }),
            sign: <Icon icon={SlidersHorizontal} />,
            weight: 0.4,
            onChoose: () => session.getState().goToNode(record.id, field.name),
          })),
        ]
      }),
    [records, nodes, texts, session, say],
  )
}

function usePipelineSettingItems(): readonly FoundItem[] {
  const say = useMessages()
  const { session } = useEditor()
  return useMemo(
    () =>
      readPipelineFields(say).map((field) => ({
        id: `pipeline ${field.name}`,
        label: field.title,
        names: [field.name],
        kind: say('commands.foundPipelineSetting'),
        sign: <Icon icon={SlidersHorizontal} />,
        weight: 0.4,
        onChoose: () => session.getState().goToPipelineSetting(field.name),
      })),
    [session, say],
  )
}

function useCommandItems(): readonly FoundItem[] {
  const say = useMessages()
  const context = useCommandContext()
  const keymap = useKeymap()
  return useMemo(
    () =>
      commandList
        .filter((command) => command.id !== 'find' && isCommandEnabled(command, context))
        .map((command) => {
          const { label, icon, shortcut, onAction } = entryOf(command, context, keymap)
          return {
            id: `command ${command.id}`,
            label,
            names: [command.id],
            kind: say('commands.foundCommand'),
            sign: <Icon icon={icon ?? Box} />,
            ...(shortcut === undefined ? {} : { shortcut }),
            weight: 0.6,
            onChoose: onAction,
          }
        }),
    [context, keymap, say],
  )
}

function useTypeItems(query: string): readonly FoundItem[] {
  const say = useMessages()
  const items = usePaletteItems(query)
  const actions = useEditorActions()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  return useMemo(
    () =>
      (isReadOnly ? [] : items).map(({ definition, title, summary, names }) => ({
        id: `type ${definition.type}`,
        label: title,
        names: [definition.type, ...names],
        description: summary,
        kind: say('commands.foundType'),
        sign: <Icon icon={nodeIcon(definition)} />,
        weight: 0.3,
        onChoose: () => actions.add(definition, { at: null }),
      })),
    [isReadOnly, items, actions, say],
  )
}

/** Loaded when the finder opens; where that fails the rest can still be found. */
function usePlaceItems(): readonly FoundItem[] {
  const say = useMessages()
  const { loadPlaces } = useEditor()
  const [places, setPlaces] = useState<readonly HostPlace[]>([])
  useEffect(() => {
    let isOpen = true
    loadPlaces?.().then(
      (loaded) => {
        if (isOpen) setPlaces(loaded)
      },
      () => undefined,
    )
    return () => {
      isOpen = false
    }
  }, [loadPlaces])
  return useMemo(
    () =>
      places.map(({ id, title, kind, onOpen }) => ({
        id: `place ${id}`,
        label: title,
        names: [id],
        kind: kind ?? say('commands.foundPipeline'),
        sign: <Icon icon={Workflow} />,
        weight: 0.5,
        onChoose: onOpen,
      })),
    [places, say],
  )
}
