/** Why slots of a template will be empty, in words, with the wire that would fill them. */
import { Spline } from 'lucide-react'
import { useCallback } from 'react'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import type { SlotFault } from './template-slots.ts'

export function EmptySlots({ faults }: { readonly faults: readonly SlotFault[] }) {
  const say = useMessages()
  const describe = useSlotFaultText()
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

export function useSlotFaultText(): (fault: SlotFault) => string {
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
