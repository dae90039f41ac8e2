/** Downloads the report in the forms that people pass on. */
import { Braces, FileCode2, FileSpreadsheet, FileText } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { ExperimentSummary } from '../../runtime/core/wire/experiments.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { useServer } from '../session/server-context.tsx'
import type { Command } from '../ui/menu.tsx'
import { saveFile } from '../ui/save-file.ts'
import { useToast } from '../ui/toast.tsx'

const formats = [
  {
    format: 'html',
    ending: 'html',
    icon: FileCode2,
    labelKey: 'compare.exportHtml',
    helpKey: 'compare.exportHtmlHelp',
  },
  {
    format: 'md',
    ending: 'md',
    icon: FileText,
    labelKey: 'compare.exportMd',
    helpKey: 'compare.exportMdHelp',
  },
  {
    format: 'csv',
    ending: 'csv',
    icon: FileSpreadsheet,
    labelKey: 'compare.exportCsv',
    helpKey: 'compare.exportCsvHelp',
  },
  {
    format: 'json',
    ending: 'json',
    icon: Braces,
    labelKey: 'compare.exportJson',
    helpKey: 'compare.exportJsonHelp',
  },
] as const

export interface Export {
  readonly isBusy: boolean
  readonly items: readonly Command[]
}

/** @param baseline null for that of the definition */
export function useExport({ id, definition }: ExperimentSummary, baseline: string | null): Export {
  const say = useMessages()
  const sayFailure = useFailureText()
  const locale = useLocale()
  const server = useServer()
  const showToast = useToast()
  const [isBusy, setIsBusy] = useState(false)
  const save = async (format: (typeof formats)[number]['format'], ending: string) => {
    const file = await server.experiments.reportFile(id, format, locale, baseline ?? undefined)
    saveFile(file, `${fileName(definition.name)}.${ending}`)
  }
  return {
    isBusy,
    items: formats.map(({ format, ending, icon, labelKey, helpKey }) => ({
      id: format,
      label: say(labelKey),
      description: say(helpKey),
      icon,
      onAction: () => {
        setIsBusy(true)
        save(format, ending)
          .catch((error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) }))
          .finally(() => setIsBusy(false))
      },
    })),
  }
}

/** A name that every file system takes. */
function fileName(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|\s]+/g, '-').replaceAll(/^-|-$/g, '') || 'report'
}
