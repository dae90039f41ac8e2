/** PEFT's two files between a page and the server: chosen by a person, sent and received as Base64. */
import { saveFile } from '../ui/save-file.ts'

export interface PeftFiles {
  readonly config: File
  readonly weights: File
}

export type PeftFault =
  | { readonly kind: 'config-missing' }
  | { readonly kind: 'weights-missing' }
  | { readonly kind: 'too-many'; readonly files: string }
  | { readonly kind: 'too-large'; readonly bytes: number }

/** Base64 takes four characters for three bytes, and the server takes 30,000,000 characters. */
export const mostWeightBytes = 22_500_000

export function pickPeftFiles(files: readonly File[]): PeftFiles | PeftFault {
  const configs = files.filter(({ name }) => /\.json$/i.test(name))
  const weights = files.filter(({ name }) => /\.safetensors$/i.test(name))
  const [config] = configs
  const [weight] = weights
  if (files.length > 2 || configs.length > 1 || weights.length > 1) {
    return { kind: 'too-many', files: files.map(({ name }) => name).join(', ') }
  }
  if (config === undefined) return { kind: 'config-missing' }
  if (weight === undefined) return { kind: 'weights-missing' }
  if (weight.size > mostWeightBytes) return { kind: 'too-large', bytes: weight.size }
  return { config, weights: weight }
}

/** Small enough for the argument list of `fromCharCode`. */
const step = 0x8000

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step))
  }
  return btoa(text)
}

/** Hands a file to the browser's downloads. */
export function downloadBase64(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  saveFile(new Blob([bytes]), name)
}
