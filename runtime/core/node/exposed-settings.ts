/** Any setting can be an input port of its node: its value then comes along an edge. */
import { z } from 'zod'
import type { NodeDefinition } from './define-node.ts'
import type { Port } from './ports.ts'
import { port } from './ports.ts'

export interface ExposedSetting {
  /** Name of the port: the setting's in kebab case, `dense-weight` for `denseWeight`. */
  readonly name: string
  readonly setting: string
  readonly port: Port
}

/** The port's name of a setting. */
export function exposedNameOf(setting: string): string {
  return setting.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('_', '-')
}

/** The setting that the port `name` stands for; undefined when the node type has none such. */
export function findExposedSetting(definition: NodeDefinition, name: string): ExposedSetting | undefined {
  const { shape } = definition.config
  const setting = Object.keys(shape).find((key) => exposedNameOf(key) === name)
  const schema = setting === undefined ? undefined : shape[setting]
  if (setting === undefined || !(schema instanceof z.ZodType)) return undefined
  const { title = setting, resource } = schema.meta() ?? {}
  // Whose name is sent with a request is not for a caller to say.
  if (resource === 'credential') return undefined
  return { name, setting, port: port[portTypeOf(schema)](title, { optional: true }) }
}

function portTypeOf(schema: z.ZodType): 'text' | 'number' | 'boolean' | 'json' {
  let inner: unknown = schema
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) {
    inner = inner.unwrap()
  }
  if (inner instanceof z.ZodString || inner instanceof z.ZodEnum) return 'text'
  if (inner instanceof z.ZodNumber) return 'number'
  return inner instanceof z.ZodBoolean ? 'boolean' : 'json'
}
