/** The language of one editor, handed down by context. */
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useState } from 'react'
import type { Say } from './catalogue.ts'
import type { Locale } from './locale.ts'
import type { NodeTextTable } from './node-texts.ts'
import type { FailureText, LanguageTexts, SchemaErrorMap } from './say.ts'
import { englishTexts, loadTexts } from './say.ts'

interface Messages extends LanguageTexts {
  readonly locale: Locale
}

const MessagesContext = createContext<Messages>({ locale: 'en', ...englishTexts })

/** Shows its children once the texts of `locale` are loaded; English is there at once. */
export function MessagesProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const [loaded, setLoaded] = useState<Messages | null>(
    locale === 'en' ? { locale: 'en', ...englishTexts } : null,
  )
  useEffect(() => {
    let isCurrent = true
    void loadTexts(locale).then((texts) => {
      if (isCurrent) setLoaded((old) => (old?.locale === locale ? old : { locale, ...texts }))
    })
    return () => {
      isCurrent = false
    }
  }, [locale])
  return loaded === null ? null : <MessagesContext value={loaded}>{children}</MessagesContext>
}

/** `const say = useMessages(); say('canvas.fit')`. */
export function useMessages(): Say {
  return useContext(MessagesContext).say
}

/** Titles and help of node types in other languages than that of their definitions. */
export function useNodeTextTable(): NodeTextTable {
  return useContext(MessagesContext).nodes
}

export function useSchemaErrors(): SchemaErrorMap | undefined {
  return useContext(MessagesContext).schemaErrors
}

export function useLocale(): Locale {
  return useContext(MessagesContext).locale
}

/** Says a failure of the catalogue in the reader's language. */
export function useFailureText(): FailureText {
  return useContext(MessagesContext).failureText
}
