/** Every node type on offer, in the reader's words. */
import { useEffect, useMemo, useState } from 'react'
import type { NodeCategory } from '../../runtime/core/node/define-node.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { LanguageTexts } from '../messages/say.ts'
import { englishTexts, loadTexts } from '../messages/say.ts'
import { useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import type { PaletteItem } from './match-nodes.ts'

export const categoryKeys = {
  io: 'palette.io',
  retrieval: 'palette.retrieval',
  routing: 'palette.routing',
  adapters: 'palette.adapters',
  generation: 'palette.generation',
  logic: 'palette.logic',
} as const satisfies Record<NodeCategory, PlainMessageKey>

/** @param query what is looked for: words of the other language are found too */
export function usePaletteItems(query = ''): readonly PaletteItem[] {
  const texts = useNodeTexts()
  const say = useMessages()
  const other = useOtherLanguage(query)
  const { nodes } = useEditor()
  return useMemo(
    () =>
      [...nodes.values()].map((definition) => {
        const key = categoryKeys[definition.category]
        const own = other.nodes[definition.type]
        return {
          definition,
          title: texts.titleOf(definition),
          summary: texts.summaryOf(definition),
          names: [definition.title, ...(own === undefined ? [] : [own.title])],
          words: [say(key), other.say(key), definition.summary, ...(own === undefined ? [] : [own.summary])],
        }
      }),
    [nodes, texts, say, other],
  )
}

/** English beside Chinese; Chinese beside English as soon as somebody types it, since it has to be loaded. */
function useOtherLanguage(query: string): LanguageTexts {
  const locale = useLocale()
  const [chinese, setChinese] = useState<LanguageTexts | null>(null)
  const isWanted = locale === 'en' && chinese === null && /\p{Script=Han}/u.test(query)
  useEffect(() => {
    if (!isWanted) return
    let isCurrent = true
    loadTexts('zh-CN').then(
      (loaded) => {
        if (isCurrent) setChinese(loaded)
      },
      // Without them everything is still found by its English name.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted])
  return chinese ?? englishTexts
}
