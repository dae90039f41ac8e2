/** The drawing as a file: SVG, and PNG made of it. */
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { DrawingSource } from './pipeline-drawing.tsx'
import { PipelineDrawing } from './pipeline-drawing.tsx'

export interface PngOptions {
  /** Pixels of the picture per pixel of the drawing. @default 2 */
  readonly scale?: number
}

/** No browser makes larger pictures reliably. */
const maxSidePx = 8_192

/** @param root the editor's element, whose theme the colours are taken from */
export function exportSvg(source: DrawingSource, root: Element): string {
  const holder = root.ownerDocument.createElement('div')
  const drawing = createRoot(holder)
  flushSync(() => drawing.render(<PipelineDrawing {...source} />))
  const svg = holder.querySelector('svg')
  const text = svg === null ? '' : new XMLSerializer().serializeToString(svg)
  drawing.unmount()
  return resolveColours(text, root)
}

/** @throws DRAWING_NOT_EXPORTED when the browser cannot make the picture */
export async function exportPng(
  source: DrawingSource,
  root: Element,
  { scale = 2 }: PngOptions = {},
): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(exportSvg(source, root))}`
  await image.decode().catch((error: unknown) => {
    throw failure('DRAWING_NOT_EXPORTED', { reason: String(error) })
  })
  const fitting = Math.min(scale, maxSidePx / Math.max(image.width, image.height))
  const canvas = root.ownerDocument.createElement('canvas')
  canvas.width = Math.round(image.width * fitting)
  canvas.height = Math.round(image.height * fitting)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(failure('DRAWING_NOT_EXPORTED', { reason: 'the picture is too large' }))
      else resolve(blob)
    }, 'image/png')
  })
}

/** Tokens mean nothing outside the page: each is replaced by what it is in the editor's theme. */
function resolveColours(svg: string, root: Element): string {
  const probe = root.ownerDocument.createElement('span')
  probe.hidden = true
  root.append(probe)
  const known = new Map<string, string>()
  const colourOf = (token: string): string => {
    const old = known.get(token)
    if (old !== undefined) return old
    probe.style.setProperty('color', `var(${token})`, 'important')
    const colour = getComputedStyle(probe).color
    known.set(token, colour)
    return colour
  }
  const resolved = svg.replaceAll(/var\((--sb-[\w-]+)\)/g, (_, token: string) => colourOf(token))
  probe.remove()
  return resolved
}
