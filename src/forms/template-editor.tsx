/** The template field as a code editor. Loaded when first shown: until then, and where it cannot be loaded, a plain field stands in. */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { standardKeymap } from '@codemirror/commands'
import { Annotation, Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, tooltips } from '@codemirror/view'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { OfferedName } from './form-scope.tsx'
import type { SlotFault } from './template-slots.ts'
import { completeSlot } from './complete-slot.ts'
import { slotMarks } from './slot-marks.ts'
import { editorTheme } from './template-theme.ts'

/** What the form does to the text from outside. */
export interface TemplateEditorHandle {
  insert(text: string): void
}

export interface TemplateEditorProps {
  readonly ref: React.Ref<TemplateEditorHandle>
  readonly label: string
  /** Ids of the texts that describe the field, separated by spaces. */
  readonly describedBy: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly isReadOnly: boolean
  readonly isInvalid: boolean
  readonly variables: readonly OfferedName[]
  readonly filterDetail: string
  readonly findFaults: (text: string) => readonly SlotFault[]
  readonly describeFault: (fault: SlotFault) => string
}

/** Marks a change that came from the document, as by undo, and so is not reported back to it. */
const fromDocument = Annotation.define<true>()

export function TemplateEditor(props: TemplateEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const [settings] = useState(() => new Compartment())
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const parent = host.current
    if (parent === null) return
    const made = openView(parent, latest, settings)
    view.current = made
    return () => made.destroy()
  }, [settings])

  const { value, label, describedBy, isReadOnly, isInvalid, findFaults, describeFault } = props
  // In the commit itself: later, what was typed in between would be taken back.
  useLayoutEffect(() => {
    if (view.current !== null) showText(view.current, value)
  }, [value])
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

function openView(
  parent: HTMLElement,
  latest: React.RefObject<TemplateEditorProps>,
  settings: Compartment,
): EditorView {
  const root = parent.getRootNode()
  const page = parent.ownerDocument
  // A page that allows styles by a nonce has put it on one of its own; ours go by it too.
  const nonce = page.querySelector<HTMLElement>('style[nonce], link[nonce], script[nonce]')?.nonce
  return new EditorView({
    parent,
    root: root instanceof ShadowRoot ? root : page,
    state: EditorState.create({
      doc: latest.current.value,
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
        EditorView.updateListener.of(({ docChanged, state, transactions }) => {
          const isOurs = transactions.every((one) => one.annotation(fromDocument) === undefined)
          if (docChanged && isOurs) latest.current.onChange(state.doc.toString())
        }),
      ],
    }),
  })
}

/** Only what differs is replaced, so that the caret stays where it is. */
function showText(view: EditorView, text: string): void {
  const old = view.state.doc.toString()
  if (old === text) return
  let start = 0
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1
  let end = 0
  const most = Math.min(old.length, text.length) - start
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1
  view.dispatch({
    changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
    annotations: fromDocument.of(true),
  })
}
