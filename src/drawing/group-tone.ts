/** The colour of a group, one of those of port types. */
import type { GroupRecord } from '../document/group-commands.ts'
import { isGroupColor } from '../document/group-commands.ts'

export function groupTone({ color }: GroupRecord): string {
  return `var(--sb-port-${isGroupColor(color) ? color : 'json'})`
}
