import type { NodeCardProps } from 'signalbox/editor'
import { closings } from './sign-off'

export function SignOffCard({ config, setSetting, isReadOnly }: NodeCardProps) {
  return (
    <select
      className="closing nodrag"
      aria-label="Closing"
      disabled={isReadOnly}
      value={String(config['closing'])}
      onChange={(event) => setSetting('closing', event.target.value)}
    >
      {closings.map((closing) => (
        <option key={closing}>{closing}</option>
      ))}
    </select>
  )
}
