/**
 * What every node type must do. The test file of a package of nodes calls this inside its test runner:
 * `describeNodes(definitions, { migrations })`.
 */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { migratePipeline } from '../core/document/migrate.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import { portNameSchema } from '../core/node/ports.ts'
import { createNodeRegistry } from '../core/node/registry.ts'

export interface MigrationSample {
  /** Settings as the version before wrote them. */
  readonly old: Readonly<Record<string, unknown>>
  /** The same settings in the newest version. */
  readonly now: Readonly<Record<string, unknown>>
}

export interface NodesUnderTest {
  /** Settings that have no default, by node type: resources that a person chooses. */
  readonly required?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** One sample for each migration: node type, then the version it leads to. */
  readonly migrations?: Readonly<Record<string, Readonly<Record<number, MigrationSample>>>>
}

export function describeNodes(
  definitions: readonly NodeDefinition[],
  { required = {}, migrations = {} }: NodesUnderTest = {},
): void {
  const configOf = (definition: NodeDefinition) => definition.config.parse(required[definition.type] ?? {})

  it('registers every type once', () => {
    expect(createNodeRegistry(definitions).size).toBe(definitions.length)
  })

  describe.each(definitions.map((definition) => [definition.type, definition] as const))(
    'node %s',
    (type, definition) => {
      it('has a name for documents, a title and a sentence about itself', () => {
        expect(type).toMatch(/^[a-z][a-z0-9-]*$/)
        expect(definition.title).not.toBe('')
        expect(definition.summary).toMatch(/\.$/)
      })

      it('has settings with defaults, which JSON Schema can express', () => {
        const schema = z.toJSONSchema(definition.config, { io: 'input', unrepresentable: 'any' })
        expect(schema.type).toBe('object')
        expect(() => configOf(definition)).not.toThrow()
        expect(definition.config.parse(configOf(definition))).toEqual(configOf(definition))
      })

      it('gives the same ports for the same settings, with names that documents may hold', () => {
        const config = configOf(definition)
        for (const side of ['inputs', 'outputs'] as const) {
          const names = Object.keys(definition[side](config))
          expect(Object.keys(definition[side](config))).toEqual(names)
          for (const name of names) expect(portNameSchema.safeParse(name).success, name).toBe(true)
        }
      })

      it('has a migration for each version after the first, and each is exercised', () => {
        const versions = Array.from({ length: definition.version - 1 }, (_, index) => String(index + 2))
        expect(Object.keys(definition.migrations)).toEqual(versions)
        expect(Object.keys(migrations[type] ?? {}), 'samples').toEqual(versions)
        for (const version of versions) {
          const sample = migrations[type]?.[Number(version)]
          if (sample !== undefined) {
            const migrated = migrate(definition, Number(version) - 1, sample.old)
            expect(definition.config.parse(migrated)).toEqual(definition.config.parse(sample.now))
          }
        }
      })
    },
  )
}

function migrate(
  definition: NodeDefinition,
  version: number,
  config: Readonly<Record<string, unknown>>,
): unknown {
  const node = {
    id: 'n',
    type: definition.type,
    version,
    config: z.record(z.string(), z.json()).parse(config),
    position: { x: 0, y: 0 },
  }
  const document: PipelineDocument = {
    ...emptyPipeline('p', 'P'),
    nodes: [node],
  }
  return migratePipeline(document, createNodeRegistry([definition])).nodes[0]?.config
}
