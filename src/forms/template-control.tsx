/** Text with slots to fill: the variables at hand, and those that nothing fills marked. */
import { Braces } from 'lucide-react'
import type { ComponentType, ReactNode, RefObject } from 'react'
import { useCallback, useId, useLayoutEffect, useRef } from 'react'
import { Group } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { TextField } from '../ui/text-field.tsx'
import { EmptySlots, useSlotFaultText } from './empty-slots.tsx'
import { FieldError } from './field-error.tsx'
import type { ControlProps, FormField } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import type { OfferedVariable } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { insertAtCaret } from './insert-at-caret.ts'
import { useTemplateEditor } from './lazy-template-editor.ts'
import type { TemplateEditorHandle, TemplateEditorProps } from './template-editor.tsx'
import { findSlotFaults } from './template-slots.ts'

const nothing: readonly OfferedVariable[] = []

export function TemplateControl({ field, path, value, onChange }: ControlProps) {
  const root = useRef<HTMLDivElement>(null)
  const editor = useRef<TemplateEditorHandle>(null)
  const { isReadOnly, errors, variables, wiredInputs } = useFormScope()
  const Editor = useTemplateEditor(root)
  const applied = effectiveValue(field, value)
  const text = typeof applied === 'string' ? applied : ''
  const change = (typed: string) => onChange(typed, typingStep(path, typed))
  const insert = (slot: string) => {
    if (editor.current === null) insertAtCaret(root.current, slot, change)
    else editor.current.insert(slot)
  }
  const menu = <VariableMenu onInsert={insert} />
  const plain = (
    <TextField
      label={field.title}
      description={field.description}
      error={errors.at(path)}
      value={text}
      isMultiline
      isMonospace
      rows={4}
      isReadOnly={isReadOnly}
      spellCheck="false"
      onChange={change}
      end={menu}
    />
  )
  return (
    <div ref={root} className={styles['stack']}>
      {Editor === null ? (
        <>
          {plain}
          <EmptySlots faults={findSlotFaults(text, variables, wiredInputs)} />
        </>
      ) : (
        <CodeField {...{ Editor, field, path, text, editor, menu }} onChange={change} />
      )}
    </div>
  )
}

interface CodeFieldProps {
  readonly Editor: ComponentType<TemplateEditorProps>
  readonly field: FormField
  readonly path: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly editor: RefObject<TemplateEditorHandle | null>
  readonly menu: ReactNode
}

function CodeField({ Editor, field, path, text, onChange, editor, menu }: CodeFieldProps) {
  const say = useMessages()
  const { type, show } = useHeldTyping(path, text, onChange, editor)
  const { isReadOnly, errors, variables, wiredInputs } = useFormScope()
  const helpId = useId()
  const isInvalid = errors.at(path) !== undefined
  const findFaults = useCallback(
    (typed: string) => findSlotFaults(typed, variables, wiredInputs),
    [variables, wiredInputs],
  )
  const describeFault = useSlotFaultText()
  return (
    <>
      <span className={styles['listTitle']} aria-hidden>
        {field.title}
      </span>
      <Group className={styles['codeBox'] ?? ''} isInvalid={isInvalid}>
        <Editor
          ref={editor}
          label={field.title}
          describedBy={helpId}
          value={text}
          onChange={type}
          onShown={show}
          isReadOnly={isReadOnly}
          isInvalid={isInvalid}
          variables={variables ?? nothing}
          filterDetail={say('forms.filter')}
          findFaults={findFaults}
          describeFault={describeFault}
        />
        {menu}
      </Group>
      <div id={helpId} className={styles['stack']}>
        {isInvalid ? <FieldError path={path} /> : <span className={styles['help']}>{field.description}</span>}
        <EmptySlots faults={findFaults(text)} />
      </div>
    </>
  )
}

/** The document gets what is typed a word, or a moment, later; the code editor itself shows every key at once. */
function useHeldTyping(
  path: string,
  text: string,
  onChange: (text: string) => void,
  editor: RefObject<TemplateEditorHandle | null>,
) {
  const { typed: held } = useFormScope().drafts.getState()
  const last = useRef(text)
  // What the document holds beside this text may change before the text goes there.
  const change = useRef(onChange)
  useLayoutEffect(() => {
    change.current = onChange
  })
  useLayoutEffect(() => () => held.settle(), [held])
  const commit = () => {
    editor.current?.taken()
    change.current(last.current)
  }
  return {
    type: (typed: string) => {
      const isSameStep = typingStep(path, typed) === typingStep(path, last.current)
      // Each word is a step of undo: the one before ends as it was left.
      if (!isSameStep) held.settle()
      last.current = typed
      if (isSameStep) held.hold(commit)
      else commit()
    },
    show: (shown: string) => {
      last.current = shown
    },
  }
}

function VariableMenu({ onInsert }: { readonly onInsert: (slot: string) => void }) {
  const say = useMessages()
  const { isReadOnly, variables } = useFormScope()
  if (isReadOnly || variables === null || variables.length === 0) return null
  return (
    <Menu
      label={say('forms.insertVariable')}
      items={variables.map(({ name, detail }) => ({
        id: name,
        label: name,
        description: detail,
        onAction: () => onInsert(`{{ ${name} }}`),
      }))}
    >
      <IconButton isSmall label={say('forms.insertVariable')} icon={Braces} className={styles['corner']} />
    </Menu>
  )
}
