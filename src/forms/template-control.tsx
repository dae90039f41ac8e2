/** Text with slots to fill: the variables at hand, and those that nothing fills marked. */
import { Braces, Spline } from 'lucide-react'
import type { ComponentType } from 'react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { Group } from 'react-aria-components'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { TextField } from '../ui/text-field.tsx'
import { FieldError } from './field-error.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import type { OfferedVariable } from './form-scope.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { insertAtCaret } from './insert-at-caret.ts'
import type { TemplateEditorHandle, TemplateEditorProps } from './template-editor.tsx'
import type { SlotFault } from './template-slots.ts'
import { findSlotFaults } from './template-slots.ts'

const nothing: readonly OfferedVariable[] = []

export function TemplateControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const root = useRef<HTMLDivElement>(null)
  const editor = useRef<TemplateEditorHandle>(null)
  const { isReadOnly, errors, variables, wiredInputs } = useFormScope()
  const offered = variables ?? nothing
  const Editor = useTemplateEditor(root)
  const helpId = useId()
  const applied = effectiveValue(field, value)
  const text = typeof applied === 'string' ? applied : ''
  const change = (typed: string) => onChange(typed, typingStep(path, typed))
  const findFaults = useCallback(
    (typed: string) => findSlotFaults(typed, variables, wiredInputs),
    [variables, wiredInputs],
  )
  const describeFault = useFaultText()
  const insert = (slot: string) => {
    if (editor.current === null) insertAtCaret(root.current, slot, change)
    else editor.current.insert(slot)
  }
  const menu =
    isReadOnly || offered.length === 0 ? undefined : (
      <Menu
        label={say('forms.insertVariable')}
        items={offered.map(({ name, detail }) => ({
          id: name,
          label: name,
          description: detail,
          onAction: () => insert(`{{ ${name} }}`),
        }))}
      >
        <IconButton isSmall label={say('forms.insertVariable')} icon={Braces} className={styles['corner']} />
      </Menu>
    )
  return (
    <div ref={root} className={styles['stack']}>
      {Editor === null ? (
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
      ) : (
        <>
          <span className={styles['listTitle']} aria-hidden>
            {field.title}
          </span>
          <Group className={styles['codeBox'] ?? ''} isInvalid={errors.at(path) !== undefined}>
            <Editor
              ref={editor}
              label={field.title}
              describedBy={helpId}
              value={text}
              onChange={change}
              isReadOnly={isReadOnly}
              isInvalid={errors.at(path) !== undefined}
              hint=""
              variables={offered}
              filterDetail={say('forms.filter')}
              findFaults={findFaults}
              describeFault={describeFault}
            />
            {menu}
          </Group>
        </>
      )}
      <div id={helpId} className={styles['stack']}>
        {Editor === null ? null : errors.at(path) === undefined ? (
          <span className={styles['help']}>{field.description}</span>
        ) : (
          <FieldError path={path} />
        )}
        <EmptySlots faults={findFaults(text)} describe={describeFault} />
      </div>
    </div>
  )
}

/** Why slots will be empty, in words, with the wire that would fill them. */
function EmptySlots({
  faults,
  describe,
}: {
  faults: readonly SlotFault[]
  describe: (fault: SlotFault) => string
}) {
  const say = useMessages()
  const { variables, wireInput, isReadOnly } = useFormScope()
  const named = faults.flatMap((fault) => (fault.kind === 'broken' ? [] : [fault]))
  const once = named.filter(({ name }, index) => named.findIndex((one) => one.name === name) === index)
  return once.map((fault) => {
    const from = variables?.find(({ name }) => name === fault.name)?.from
    return (
      <div key={fault.name} className={styles['caution']}>
        {describe(fault)}
        {from === undefined || wireInput === null || isReadOnly ? null : (
          <Button isSmall variant="quiet" icon={Spline} onPress={() => wireInput(fault.name, from)}>
            {say('forms.wireIt', { name: fault.name })}
          </Button>
        )}
      </div>
    )
  })
}

function useFaultText(): (fault: SlotFault) => string {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { variables } = useFormScope()
  return useCallback(
    (fault) => {
      if (fault.kind === 'broken') return sayFailure(fault.failure)
      const { name } = fault
      const detail = variables?.find((one) => one.name === name)?.detail ?? ''
      return fault.kind === 'unwired'
        ? say('forms.unwired', { name, detail })
        : say('forms.unknownVariable', { name })
    },
    [say, sayFailure, variables],
  )
}

type Editor = ComponentType<TemplateEditorProps>

/** Loaded once for all fields; a field that somebody is writing in keeps what it is until it is left. */
let loaded: Editor | null = null

function useTemplateEditor(root: React.RefObject<HTMLElement | null>): Editor | null {
  const [editor, setEditor] = useState<{ readonly Editor: Editor | null }>({ Editor: loaded })
  const isLoaded = editor.Editor !== null
  useEffect(() => {
    if (isLoaded) return
    let isGone = false
    const swap = () => {
      if (!isGone && loaded !== null) setEditor({ Editor: loaded })
    }
    const swapWhenLeft = () => {
      const field = root.current?.querySelector('textarea')
      if (field?.matches(':focus') === true) field.addEventListener('blur', swap, { once: true })
      else swap()
    }
    import('./template-editor.tsx').then(
      ({ TemplateEditor }) => {
        loaded = TemplateEditor
        swapWhenLeft()
      },
      // The plain field stays.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [isLoaded, root])
  return editor.Editor
}
