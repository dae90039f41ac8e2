/** A document from a file: JSON as it stands, YAML as the JSON that it means. */
import { failure } from '../../../runtime/core/errors/failure.ts'

/** @throws INVALID_YAML for a file that ends in `.yaml` or `.yml` and is not YAML */
export async function readDocumentFile(file: File): Promise<string> {
  const text = await file.text()
  if (!/\.ya?ml$/i.test(file.name)) return text
  const { parse } = await import('yaml')
  try {
    return JSON.stringify(parse(text))
  } catch (error) {
    throw failure('INVALID_YAML', { source: file.name, reason: String(error) })
  }
}
