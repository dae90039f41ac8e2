/** What the controls of one form share, handed down by context. */
import type { ComponentType } from 'react'
import { createContext, useContext } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PipelineReference, StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { DocumentCommand, PortEnd } from '../document/commands.ts'
import type { PipelineTrail } from '../document/pipeline-trail.ts'
import type { PastRequest } from '../runs/past-requests.ts'
import type { DraftStore } from '../session/draft-store.ts'
import type { ResourceProvider } from '../session/resources.ts'
import type { ControlProps } from './form-field.ts'
import type { SettingErrors } from './setting-errors.ts'

/** A name that can be put into a condition or a template. */
export interface OfferedName {
  readonly name: string
  /** Where it comes from, in words. */
  readonly detail: string
}

/** A name that a template can read, and the output that it is wired from or could be. */
export interface OfferedVariable extends OfferedName {
  readonly from: PortEnd
}

/** The requests that came to a node before, from the runs that the host keeps. */
export interface PastRequestSource {
  /** The newest run: another one means that there is more to load. */
  readonly latest: string | undefined
  load(signal: AbortSignal): Promise<readonly PastRequest[]>
  /** A large traced value by its hash. */
  value(hash: string): Promise<Json>
  /** The nodes whose outputs a condition can read. */
  readonly upstream: ReadonlySet<string>
  /** Shows the run on the canvas. */
  open(runId: string): void
}

/** The node whose settings are shown, for those that name a pipeline. */
export interface NodePlace {
  readonly id: string
  /** What it runs; undefined where the setting is not valid. */
  readonly reference: PipelineReference | undefined
  /** Nothing drawn here can run what leads here. */
  readonly trail: PipelineTrail
  readonly registry: NodeRegistry
  /** @throws NoPipelineStore where there is no store; otherwise what the host's store answers */
  load(reference: StoredReference): Promise<PipelineDocument>
  apply(command: DocumentCommand): void
}

export interface FormScope {
  /** Draws any field: composite controls draw their members with it. */
  readonly Control: ComponentType<ControlProps>
  readonly isReadOnly: boolean
  readonly values: Readonly<Record<string, Json>>
  readonly errors: SettingErrors
  readonly drafts: DraftStore
  /** Tells this form's drafts from those of others. */
  readonly draftPrefix: string
  readonly resources: ResourceProvider | null
  /** What conditions can read. */
  readonly names: readonly OfferedName[]
  /** Whether `names` is all there is, so that another name is a mistake. */
  readonly areNamesComplete: boolean
  /** What templates can read: inputs that are wired, and other outputs upstream; null when that is not known. */
  readonly variables: readonly OfferedVariable[] | null
  /** Inputs that a wire ends in. */
  readonly wiredInputs: ReadonlySet<string>
  /** The intents that can arrive, from the model of the classifier upstream. */
  readonly intents: readonly string[]
  /** Port names that wires of this node use, also where the port is gone: a new rule must not adopt such a wire. */
  readonly usedPorts: ReadonlySet<string>
  /** Renames a port that a setting names, so that its wires follow, and sets that setting. */
  readonly renamePort: ((setting: string, value: Json, from: string, to: string) => void) | null
  /** Draws a wire from an output to an input of this node. */
  readonly wireInput: ((input: string, from: PortEnd) => void) | null
  /** For a router; null where no runs are kept. */
  readonly past: PastRequestSource | null
  /** Null where the settings are not those of a node in an editor. */
  readonly place: NodePlace | null
  /** Said to screen readers. */
  readonly announce: (text: string) => void
}

export const FormScopeContext = createContext<FormScope | null>(null)

export function useFormScope(): FormScope {
  const scope = useContext(FormScopeContext)
  if (scope === null) throw new Error('A control belongs inside a form.')
  return scope
}
