/** Chooses which version of an adapter stands behind an alias in one variant. */
import { useState } from 'react'
import type { Bank } from '../../../runtime/core/wire/banks.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'

export interface PinDialogProps {
  readonly banks: readonly Bank[]
  readonly onClose: () => void
  readonly onPin: (bank: string, alias: string, adapter: string) => void
}

export function PinDialog({ banks, onClose, onPin }: PinDialogProps) {
  const say = useMessages()
  const [bankId, setBankId] = useState(banks[0]?.id ?? null)
  const [alias, setAlias] = useState<string | null>(null)
  const [adapter, setAdapter] = useState<string | null>(null)
  const bank = banks.find(({ id }) => id === bankId)
  return (
    <Dialog
      title={say('compare.pinAdapter')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={bankId === null || alias === null || adapter === null}
            onPress={() => {
              if (bankId !== null && alias !== null && adapter !== null) onPin(bankId, alias, adapter)
              onClose()
            }}
          >
            {say('compare.pin')}
          </Button>
        </>
      }
    >
      <p>{say('compare.pinHelp')}</p>
      {banks.length < 2 ? null : (
        <Select
          label={say('compare.bank')}
          items={banks.map(({ id, name }) => ({ id, label: name }))}
          value={bankId}
          onChange={(id) => {
            setBankId(id)
            setAlias(null)
            setAdapter(null)
          }}
        />
      )}
      <Select
        label={say('compare.alias')}
        items={(bank?.aliases ?? []).map((one) => ({
          id: one.alias,
          label: one.alias,
          description: say('compare.aliasNow', { adapter: one.adapter }),
        }))}
        value={alias}
        placeholder={say('compare.chooseAlias')}
        onChange={setAlias}
      />
      <Select
        label={say('compare.adapterVersion')}
        items={(bank?.adapters ?? []).map(({ id, rank }) => ({
          id,
          label: id,
          description: say('compare.rank', { rank }),
        }))}
        value={adapter}
        placeholder={say('compare.chooseAdapter')}
        onChange={setAdapter}
      />
    </Dialog>
  )
}
