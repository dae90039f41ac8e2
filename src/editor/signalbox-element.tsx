/** `<signalbox-editor>`: the editor with React inside. */
import type { Root } from 'react-dom/client'
import { createRoot } from 'react-dom/client'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { parsePipeline } from '../../runtime/core/document/parse.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Locale } from '../messages/locale.ts'
import type { EditorWorkers } from '../session/editor-context.tsx'
import type { Theme } from '../ui/signalbox-root.tsx'
import { treeOf } from '../ui/tree-of.ts'
import type { EditorHandle } from './editor-handle.ts'
import type { PipelineEditorProps } from './pipeline-editor.tsx'
import { PipelineEditor } from './pipeline-editor.tsx'

/** The files of `dist` are found by the address of this one, as long as they keep their places. */
const fileOf = (path: string): string => new URL(path, import.meta.url).href

const ownWorkers: EditorWorkers = {
  run: () => new Worker(fileOf('../editor/run-worker.js'), { type: 'module' }),
  layout: () => new Worker(fileOf('../editor/elk/elk-worker.min.js')),
}

export interface DefineElementOptions {
  /** @default 'signalbox-editor' */
  readonly name?: string
  /** Where the style sheet is; `null` when the page links it itself. @default the file beside this one */
  readonly stylesheet?: URL | string | null
}

/** What properties of the element set; others than document, theme, locale and readOnly open the editor anew. */
type ElementProps = Omit<
  PipelineEditorProps,
  'ref' | 'onChange' | 'onRun' | 'slots' | 'className' | 'defaultDocument'
>

/** Names of properties, with those of the attributes that some of them have. */
const attributes = { theme: 'theme', locale: 'locale', runner: 'runner', readonly: 'readOnly' } as const

/**
 * Defines the element once; a second call does nothing. Without a DOM, as on a server, it does nothing either.
 *
 * Attributes: `theme`, `locale`, `runner` (address of a server), `readonly`. Properties: `document` (an object or its JSON),
 * `nodes`, `runner`, `resources`, `workers`, `features`, `loadPipeline`, `loadPlaces`, `storageKey`, `theme`, `locale`, `readOnly`,
 * and `editor`, the handle with commands, `validate()`, `toJSON()`, `toPNG()`. Events: `ready`, `change` (detail: the document),
 * `run` (detail: the run that has ended).
 */
export function defineSignalboxElement(options: DefineElementOptions = {}): void {
  const { name = 'signalbox-editor', stylesheet = fileOf('./element.css') } = options
  const registry: CustomElementRegistry | undefined = globalThis.customElements
  if (registry === undefined || registry.get(name) !== undefined) return
  const link = async (place: Document | ShadowRoot) => {
    if (stylesheet !== null) await linkStylesheet(String(stylesheet), place)
  }
  // It is on its way before the first element is there.
  void link(globalThis.document)
  registry.define(name, makeElementClass(link))
}

/** Resolves once the style sheet holds in a page or a shadow root, or cannot be had. */
async function linkStylesheet(href: string, place: Document | ShadowRoot): Promise<void> {
  const old = place.querySelector<HTMLLinkElement>(`link[href="${CSS.escape(href)}"]`)
  const link = old ?? globalThis.document.createElement('link')
  if (link.sheet !== null) return
  const settled = new Promise<unknown>((resolve) => {
    link.addEventListener('load', resolve)
    link.addEventListener('error', resolve)
  })
  if (old === null) {
    link.rel = 'stylesheet'
    link.href = href
    ;(place instanceof ShadowRoot ? place : place.head).append(link)
  }
  await settled
}

const properties = [
  'document',
  'nodes',
  'runner',
  'resources',
  'workers',
  'features',
  'loadPipeline',
  'loadPlaces',
  'storageKey',
  'theme',
  'locale',
  'readOnly',
] as const satisfies readonly (keyof ElementProps)[]

/** What changes in an editor that is shown; anything else is read once, so that it opens anew. */
const liveProperties: ReadonlySet<keyof ElementProps> = new Set(['document', 'theme', 'locale', 'readOnly'])

/** What one element holds. */
class MountedEditor {
  readonly #host: HTMLElement
  #root: Root | undefined
  #opened = 0
  #props: ElementProps = {}
  /** The last document as the page gave it, and what was read in it. */
  #given: unknown
  #parsed: PipelineDocument | undefined
  handle: EditorHandle | null = null

  constructor(host: HTMLElement) {
    this.#host = host
  }
  get(name: keyof ElementProps): unknown {
    return this.#props[name]
  }
  set(name: keyof ElementProps, value: unknown): void {
    const { [name]: old, ...others } = this.#props
    if (!liveProperties.has(name) && value !== old) this.#opened += 1
    const given = name === 'document' ? this.#readDocument(value) : value
    this.#props = given === undefined || given === null ? others : { ...others, [name]: given }
    this.#render()
  }
  /** A page that hands over the same object again means the same document, and keeps its history. */
  #readDocument(given: unknown): unknown {
    if (given === undefined || given === null || given === this.#props.document) return given
    if (given !== this.#given) this.#parsed = parsePipeline(given)
    this.#given = given
    return this.#parsed
  }
  mount(): void {
    this.#root ??= createRoot(this.#host)
    this.#render()
  }
  unmount(): void {
    this.#root?.unmount()
    this.#root = undefined
  }
  readonly #onChange = (document: PipelineDocument) => {
    this.#props = { ...this.#props, document }
    this.#host.dispatchEvent(new CustomEvent('change', { detail: document }))
    this.#render()
  }
  readonly #onRun = (run: RunView) => {
    this.#host.dispatchEvent(new CustomEvent('run', { detail: run }))
  }
  readonly #onHandle = (handle: EditorHandle | null) => {
    const isReady = this.handle === null && handle !== null
    this.handle = handle
    if (isReady) this.#host.dispatchEvent(new Event('ready'))
  }
  #render(): void {
    const { theme, locale, ...props } = this.#props
    this.#root?.render(
      <PipelineEditor
        key={this.#opened}
        workers={ownWorkers}
        {...props}
        theme={readTheme(theme)}
        locale={readLocale(locale)}
        ref={this.#onHandle}
        onChange={this.#onChange}
        onRun={this.#onRun}
      />,
    )
  }
}

// `HTMLElement` exists in pages only, and this module is imported on servers too.
function makeElementClass(link: (place: Document | ShadowRoot) => Promise<void>) {
  class SignalboxElement extends HTMLElement {
    static readonly observedAttributes = Object.keys(attributes)
    readonly mounted = new MountedEditor(this)

    /** Null until the editor is shown; `ready` tells. */
    get editor(): EditorHandle | null {
      return this.mounted.handle
    }
    connectedCallback() {
      if (this.style.display === '') this.style.display = 'block'
      for (const name of properties) takeUp(this, name)
      // Cards are measured as they are drawn: with the page's own styles they would come out in another size.
      void link(treeOf(this)).then(() => {
        if (this.isConnected) this.mounted.mount()
      })
    }
    disconnectedCallback() {
      // Moving an element takes it out and puts it in again: only what stays out is ended.
      queueMicrotask(() => {
        if (!this.isConnected) this.mounted.unmount()
      })
    }
    attributeChangedCallback(attribute: keyof typeof attributes, _old: string | null, value: string | null) {
      this.mounted.set(attributes[attribute], attribute === 'readonly' ? value !== null : value)
    }
  }
  for (const name of properties) {
    Object.defineProperty(SignalboxElement.prototype, name, {
      configurable: true,
      get(this: SignalboxElement) {
        return this.mounted.get(name)
      },
      set(this: SignalboxElement, value: unknown) {
        this.mounted.set(name, value)
      },
    })
  }
  return SignalboxElement
}

/** A property that was set before the element was defined hides the one of its class. */
function takeUp(element: HTMLElement, name: string): void {
  if (!Object.hasOwn(element, name)) return
  const value: unknown = Reflect.get(element, name)
  Reflect.deleteProperty(element, name)
  Reflect.set(element, name, value)
}

// Attributes hold whatever a page writes.
const readTheme = (theme: string | undefined): Theme =>
  theme === 'light' || theme === 'dark' ? theme : 'system'
const readLocale = (locale: string | undefined): Locale =>
  locale?.startsWith('zh') === true ? 'zh-CN' : 'en'
