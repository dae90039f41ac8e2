/** The definition of a node type: one file, one schema. */
import type { z } from 'zod'
import type { PinRequest } from '../services/pin-request.ts'
import type { Services } from '../services/services.ts'
import type { PipelineReference } from '../services/sub-pipelines.ts'
import type { CardFact } from './card-fact.ts'
import type { NodeContext } from './context.ts'
import type { InputValues, OutputValues, PortRecord } from './ports.ts'

export const nodeCategories = ['io', 'retrieval', 'routing', 'adapters', 'generation', 'logic'] as const
export type NodeCategory = (typeof nodeCategories)[number]

/** A piece of streamed output on a text or answer port. */
export interface NodeDelta {
  readonly port: string
  readonly delta: string
}

export type Ports<Config, Record extends PortRecord> = Record | ((config: Config) => Record)

export type NodeResult<Out extends PortRecord> =
  OutputValues<Out> | Promise<OutputValues<Out>> | AsyncGenerator<NodeDelta, OutputValues<Out>, void>

/** A migration takes the settings of the version before and gives those of its own number. */
export type ConfigMigration = (old: unknown) => unknown

/** A node type as its author writes it. */
export interface NodeSpec<
  Type extends string,
  Schema extends z.ZodObject,
  In extends PortRecord,
  Out extends PortRecord,
  Needs extends keyof Services,
> {
  /** Stored in documents: kebab-case, never renamed. */
  readonly type: Type
  /** Raised with every change of `config` that old documents would fail. */
  readonly version: number
  readonly title: string
  readonly category: NodeCategory
  /** One sentence that says what the node does. */
  readonly summary: string
  readonly config: Schema
  readonly inputs: Ports<z.output<Schema>, In>
  readonly outputs: Ports<z.output<Schema>, Out>
  readonly needs: readonly Needs[]
  readonly migrations: Readonly<Record<number, ConfigMigration>>
  /** What this configuration uses of the host; what has versions is pinned when a run is admitted. */
  readonly pins?: (config: z.output<Schema>) => readonly PinRequest[]
  /** Only output nodes: the name under which the run's result holds the value of their one input. */
  readonly outputName?: (config: z.output<Schema>) => string
  /** The pipelines that this configuration runs as a part of the node's work. */
  readonly subPipelines?: (config: z.output<Schema>) => readonly PipelineReference[]
  /** At most two facts for the node's card. */
  readonly describe?: (config: z.output<Schema>) => readonly CardFact[]
  run(inputs: InputValues<In>, config: z.output<Schema>, context: NodeContext<Needs>): NodeResult<Out>
}

/**
 * A node type as the registry, the engine and the editor see it: the same fields with the types of its own settings
 * erased. Only the engine calls `run`, after it parsed the settings with `config`.
 */
export interface NodeDefinition<Type extends string = string> {
  readonly type: Type
  readonly version: number
  readonly title: string
  readonly category: NodeCategory
  readonly summary: string
  readonly config: z.ZodObject
  readonly inputs: (config: unknown) => PortRecord
  readonly outputs: (config: unknown) => PortRecord
  readonly needs: readonly (keyof Services)[]
  readonly migrations: Readonly<Record<number, ConfigMigration>>
  readonly pins: (config: unknown) => readonly PinRequest[]
  readonly subPipelines: ((config: unknown) => readonly PipelineReference[]) | undefined
  readonly describe: (config: unknown) => readonly CardFact[]
  readonly outputName: ((config: unknown) => string) | undefined
  readonly run: (inputs: Readonly<Record<string, unknown>>, config: unknown, context: NodeContext) => unknown
}

/**
 * Declares a node type. `run`'s three parameters and its result are inferred from `config`, `inputs`, `outputs` and `needs`;
 * using a service outside `needs` does not compile.
 */
export function defineNode<
  const Type extends string,
  Schema extends z.ZodObject,
  const In extends PortRecord,
  const Out extends PortRecord,
  const Needs extends keyof Services = never,
>(spec: NodeSpec<Type, Schema, In, Out, Needs>): NodeDefinition<Type> {
  const { inputs, outputs } = spec
  // One erasure for all node types: the engine only passes settings that `spec.config` has parsed.
  const erased = <Result>(call: (config: z.output<Schema>) => Result) => call as (config: unknown) => Result
  return {
    type: spec.type,
    version: spec.version,
    title: spec.title,
    category: spec.category,
    summary: spec.summary,
    config: spec.config,
    inputs: typeof inputs === 'function' ? erased(inputs) : () => inputs,
    outputs: typeof outputs === 'function' ? erased(outputs) : () => outputs,
    needs: spec.needs,
    migrations: spec.migrations,
    pins: erased(spec.pins ?? (() => [])),
    subPipelines: spec.subPipelines === undefined ? undefined : erased(spec.subPipelines),
    describe: erased(spec.describe ?? (() => [])),
    outputName: spec.outputName === undefined ? undefined : erased(spec.outputName),
    run: spec.run as NodeDefinition['run'],
  }
}
