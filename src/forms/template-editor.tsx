/** The template field as a code editor. Loaded when first shown: until then, and where it cannot be loaded, a plain field stands in. */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { standardKeymap } from '@codemirror/commands'
import { Annotation, ChangeSet, Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, tooltips } from '@codemirror/view'
import { useEffect, useImperativeHandle, useLayoutEffect, useReducer, useRef, useState } from 'react'
import type { OfferedName } from './form-scope.tsx'
import type { SlotFault } from './template-slots.ts'
import { completeSlot } from './complete-slot.ts'
import { slotMarks } from './slot-marks.ts'
import { editorTheme } from './template-theme.ts'

/** What the form does to the text from outside. */
export interface TemplateEditorHandle {
  insert(text: string): void
  /** What was typed so far goes into the document now. */
  taken(): void
}

export interface TemplateEditorProps {
  readonly ref: React.Ref<TemplateEditorHandle>
  readonly label: string
  /** Ids of the texts that describe the field, separated by spaces. */
  readonly describedBy: string
  readonly value: string
  /** Called with every key; what was typed counts as not in the document until it is `taken`. */
  readonly onChange: (text: string) => void
  /** Called when the document brought another text: with what stands here now, which has what is not `taken` yet too. */
  readonly onShown: (text: string) => void
  readonly isReadOnly: boolean
  readonly isInvalid: boolean
  readonly variables: readonly OfferedName[]
  readonly filterDetail: string
  readonly findFaults: (text: string) => readonly SlotFault[]
  readonly describeFault: (fault: SlotFault) => string
}

/** Marks a change that came from the document, as by undo, and so is not typed. */
const fromDocument = Annotation.define<true>()

export function TemplateEditor(props: TemplateEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  // Taken and taken back at once, as by undo, the value is as before and yet to be shown.
  const [takenCount, countTaken] = useReducer((count: number) => count + 1, 0)
  const [known] = useState((): KnownText => ({ text: props.value, typed: null }))
  const [settings] = useState(() => new Compartment())
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const parent = host.current
    if (parent === null) return
    const made = openView(parent, { latest, known, settings })
    view.current = made
    return () => made.destroy()
  }, [known, settings])

  const { value, label, describedBy, isReadOnly, isInvalid, findFaults, describeFault } = props
  // In the commit itself: later, what was typed in between would be taken back.
  useLayoutEffect(() => {
    if (view.current === null) return
    if (showText(view.current, known, value)) latest.current.onShown(view.current.state.doc.toString())
  }, [known, value, takenCount])
  useEffect(() => {
    view.current?.dispatch({
      effects: settings.reconfigure(
        settingsOf({ label, describedBy, isReadOnly, isInvalid, findFaults, describeFault }),
      ),
    })
  }, [settings, label, describedBy, isReadOnly, isInvalid, findFaults, describeFault])
  const { ref } = props
  useImperativeHandle(ref, () => ({
    insert: (text) => {
      const editor = view.current
      if (editor === null) return
      editor.dispatch({ ...editor.state.replaceSelection(text), scrollIntoView: true })
      editor.focus()
    },
    taken: () => {
      known.text = view.current?.state.doc.toString() ?? known.text
      known.typed = null
      countTaken()
    },
  }))
  return <div ref={host} data-template-editor="" />
}

type ShownSettings = Pick<
  TemplateEditorProps,
  'label' | 'describedBy' | 'isReadOnly' | 'isInvalid' | 'findFaults' | 'describeFault'
>

function settingsOf(shown: ShownSettings) {
  return [
    EditorState.readOnly.of(shown.isReadOnly),
    EditorView.contentAttributes.of({
      'aria-label': shown.label,
      'aria-describedby': shown.describedBy,
      'aria-readonly': String(shown.isReadOnly),
      'aria-invalid': String(shown.isInvalid),
      spellcheck: 'false',
    }),
    slotMarks(shown.findFaults, shown.describeFault),
  ]
}

/** What document and editor have in common, and what was typed since. */
interface KnownText {
  text: string
  typed: ChangeSet | null
}

interface ViewParts {
  readonly latest: React.RefObject<TemplateEditorProps>
  readonly known: KnownText
  readonly settings: Compartment
}

function openView(parent: HTMLElement, { latest, known, settings }: ViewParts): EditorView {
  const root = parent.getRootNode()
  const page = parent.ownerDocument
  // A page that allows styles by a nonce has put it on one of its own; ours go by it too.
  const nonce = page.querySelector<HTMLElement>('style[nonce], link[nonce], script[nonce]')?.nonce
  return new EditorView({
    parent,
    root: root instanceof ShadowRoot ? root : page,
    state: EditorState.create({
      doc: known.text,
      extensions: [
        ...(nonce === undefined || nonce === '' ? [] : [EditorView.cspNonce.of(nonce)]),
        editorTheme,
        EditorView.lineWrapping,
        tooltips({ position: 'fixed' }),
        autocompletion({
          icons: false,
          // A line break is hardly meant inside a slot: Enter chooses from the first moment.
          interactionDelay: 0,
          override: [
            (context) => completeSlot(context, latest.current.variables, latest.current.filterDetail),
          ],
        }),
        // Tab is none of its keys: it leaves the field.
        keymap.of([...completionKeymap, ...standardKeymap]),
        settings.of(settingsOf(latest.current)),
        EditorView.updateListener.of(({ docChanged, changes, state, transactions }) => {
          const isTyped = transactions.every((one) => one.annotation(fromDocument) === undefined)
          if (!docChanged || !isTyped) return
          known.typed = known.typed?.compose(changes) ?? changes
          latest.current.onChange(state.doc.toString())
        }),
      ],
    }),
  })
}

/** Only what differs is replaced, so that the caret stays where it is; what is typed and not in the document yet stays too. */
function showText(view: EditorView, known: KnownText, text: string): boolean {
  if (text === known.text) return false
  const theirs = changeBetween(known.text, text)
  const changes = known.typed === null ? theirs : theirs.map(known.typed)
  known.typed = known.typed?.map(theirs, true) ?? null
  known.text = text
  view.dispatch({ changes, annotations: fromDocument.of(true) })
  return true
}

function changeBetween(old: string, text: string): ChangeSet {
  let start = 0
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1
  let end = 0
  const most = Math.min(old.length, text.length) - start
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1
  const insert = text.slice(start, text.length - end)
  return ChangeSet.of({ from: start, to: old.length - end, insert }, old.length)
}
