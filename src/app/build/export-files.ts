/** Hands a pipeline to the browser as a file. */
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { EditorHandle } from '../../editor.ts'
import { saveFile } from '../../ui/save-file.ts'

export type ExportFormat = 'json' | 'yaml' | 'svg' | 'png'

/**
 * @param handle draws the pictures; they show the pipeline as it stands on the canvas
 * @throws DRAWING_NOT_EXPORTED when the browser cannot make the picture
 */
export async function exportAs(
  format: ExportFormat,
  document: PipelineDocument,
  handle: EditorHandle | null,
): Promise<void> {
  const name = `${document.id}.${format}`
  switch (format) {
    case 'json':
      exportDocument(document)
      return
    case 'yaml': {
      const { stringify } = await import('yaml')
      saveFile(new Blob([stringify(document)], { type: 'application/yaml' }), name)
      return
    }
    case 'svg':
      if (handle !== null) saveFile(new Blob([await handle.toSVG()], { type: 'image/svg+xml' }), name)
      return
    case 'png':
      if (handle !== null) saveFile(await handle.toPNG(), name)
  }
}

export function exportDocument(document: PipelineDocument): void {
  saveFile(
    new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }),
    `${document.id}.json`,
  )
}
