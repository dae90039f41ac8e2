/** The language of one editor, handed down by context. */
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { localiseFailure } from '../../runtime/core/errors/localise.ts'
import type { Say } from './catalogue.ts'
import type { Locale } from './locale.ts'
import { loadSay, sayEnglish } from './say.ts'

interface Messages {
  readonly locale: Locale
  readonly say: Say
}

const MessagesContext = createContext<Messages>({ locale: 'en', say: sayEnglish })

/** Shows its children once the texts of `locale` are loaded; English is there at once. */
export function MessagesProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const [loaded, setLoaded] = useState<Messages | null>(
    locale === 'en' ? { locale: 'en', say: sayEnglish } : null,
  )
  useEffect(() => {
    let isCurrent = true
    void loadSay(locale).then((say) => {
      if (isCurrent) setLoaded((old) => (old?.locale === locale ? old : { locale, say }))
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

export function useLocale(): Locale {
  return useContext(MessagesContext).locale
}

/** Says a failure of the catalogue in the reader's language. */
export function useFailureText(): (data: Pick<FailureData, 'code' | 'params'>) => string {
  const locale = useLocale()
  return useMemo(() => (data) => localiseFailure(data, locale), [locale])
}
