/** A compiled pipeline as a LangChain Runnable: it goes wherever one goes, and callbacks see every node. */
import type { CallbackManagerForChainRun } from '@langchain/core/callbacks/manager'
import type { RunnableConfig } from '@langchain/core/runnables'
import { ensureConfig, getCallbackManagerForConfig, Runnable } from '@langchain/core/runnables'
import { Failure } from '../core/errors/failure.ts'
import type { CompiledPipeline } from '../engine/compile.ts'
import type { RunOptions, RunResult } from '../engine/run-result.ts'
import { createNodeCallbacks } from './node-callbacks.ts'

export type PipelineInputs = Readonly<Record<string, unknown>>
export type PipelineOutputs = Record<string, unknown>

/** What each run is given beside its inputs and its signal. */
export type PipelineRunnableOptions = Pick<RunOptions, 'user' | 'headers' | 'conversationId' | 'deadlineMs'>

class PipelineRunnable extends Runnable<PipelineInputs, PipelineOutputs> {
  override lc_namespace = ['signalbox', 'pipeline']
  override lc_serializable = false
  readonly #pipeline: CompiledPipeline
  readonly #options: PipelineRunnableOptions

  constructor(pipeline: CompiledPipeline, options: PipelineRunnableOptions) {
    super()
    this.#pipeline = pipeline
    this.#options = options
    this.name = pipeline.document.name
  }

  /** @throws the failure of the run */
  override async invoke(input: PipelineInputs, config?: Partial<RunnableConfig>): Promise<PipelineOutputs> {
    return this._callWithConfig(
      async (inputs: PipelineInputs, runConfig, manager) => {
        const callbacks = this.#callbacksOf(manager)
        const result = await this.#pipeline.run(inputs, { ...this.#runOptions(runConfig), ...callbacks })
        await callbacks?.settle()
        return outputsOf(result)
      },
      input,
      { ...config, runType: 'chain' },
    )
  }

  /**
   * Pieces of text as `{ [output]: piece }` while they come, then what has not been streamed, whole.
   *
   * @throws the failure of the run
   */
  override async *_streamIterator(
    input: PipelineInputs,
    options?: Partial<RunnableConfig>,
  ): AsyncGenerator<PipelineOutputs, void> {
    const config = ensureConfig(options)
    const manager = await getCallbackManagerForConfig(config)
    const run = await manager?.handleChainStart(
      this.toJSON(),
      { ...input },
      config.runId,
      'chain',
      undefined,
      undefined,
      config.runName ?? this.getName(),
    )
    try {
      const outputs = yield* this.#streamPieces(input, config, run)
      await run?.handleChainEnd(outputs)
    } catch (error) {
      await run?.handleChainError(error)
      throw error
    }
  }

  async *#streamPieces(
    input: PipelineInputs,
    config: Partial<RunnableConfig>,
    manager: CallbackManagerForChainRun | undefined,
  ): AsyncGenerator<PipelineOutputs, PipelineOutputs, void> {
    const callbacks = this.#callbacksOf(manager)
    const names = this.#outputsByPort()
    const streamed = new Set<string>()
    const large = new Map<string, unknown>()
    const events = this.#pipeline.stream(input, {
      ...this.#runOptions(config),
      ...(callbacks === undefined ? {} : { onEvent: callbacks.onEvent }),
      onLargeValue: (hash, value) => {
        large.set(hash, value)
        callbacks?.onLargeValue(hash, value)
      },
    })
    const outputs: PipelineOutputs = {}
    for await (const event of events) {
      if (event.type === 'node-delta') {
        for (const name of names.get(`${event.node} ${event.port}`) ?? []) {
          streamed.add(name)
          yield { [name]: event.delta }
        }
      } else if (event.type === 'run-finished') {
        await callbacks?.settle()
        if (event.error !== undefined) throw new Failure(event.error.code, event.error.params, event.error)
        for (const [name, value] of Object.entries(event.outputs)) {
          outputs[name] = 'hash' in value ? large.get(value.hash) : value.value
          if (!streamed.has(name)) yield { [name]: outputs[name] }
        }
      }
    }
    return outputs
  }

  #callbacksOf(manager: CallbackManagerForChainRun | undefined) {
    return manager === undefined
      ? undefined
      : createNodeCallbacks(this.#pipeline.document, manager.getChild())
  }

  #runOptions({ signal }: Partial<RunnableConfig> = {}): RunOptions {
    return { ...this.#options, ...(signal === undefined ? {} : { signal }) }
  }

  /** Names of the outputs that a port is wired to, by `node port`. */
  #outputsByPort(): ReadonlyMap<string, readonly string[]> {
    const { nodes, edges } = this.#pipeline.document
    const names = new Map<string, string[]>()
    for (const { id, type, config } of nodes) {
      if (type !== 'output') continue
      const name = typeof config['name'] === 'string' ? config['name'] : 'answer'
      for (const { from } of edges.filter(({ to }) => to.node === id)) {
        const key = `${from.node} ${from.port}`
        names.set(key, [...(names.get(key) ?? []), name])
      }
    }
    return names
  }
}

function outputsOf({ status, outputs, error }: RunResult): PipelineOutputs {
  if (status === 'succeeded') return { ...outputs }
  throw new Failure(error?.code ?? 'RUN_CANCELLED', error?.params ?? {}, error ?? {})
}

/**
 * The pipeline as a Runnable with `invoke`, `stream`, `batch` and everything built on these. Its input is what the
 * pipeline's input node takes, its output what the output nodes received, by their names. `config.signal` cancels the run.
 */
export function toRunnable(
  pipeline: CompiledPipeline,
  options: PipelineRunnableOptions = {},
): Runnable<PipelineInputs, PipelineOutputs> {
  return new PipelineRunnable(pipeline, options)
}
