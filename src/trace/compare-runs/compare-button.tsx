import { Columns2 } from 'lucide-react'
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'

export interface CompareButtonProps {
  readonly chosen: ReadonlySet<string>
  readonly onCompare: (first: string, second: string) => void
}

/** Lays two chosen runs side by side, the one that was chosen first at the left. */
export function CompareButton({ chosen, onCompare }: CompareButtonProps) {
  const say = useMessages()
  const [first, second, ...others] = chosen
  const isPair = first !== undefined && second !== undefined && others.length === 0
  return (
    <Button
      icon={Columns2}
      isSmall
      isDisabled={!isPair}
      aria-description={say('runs.compareHelp')}
      onPress={() => {
        if (first !== undefined && second !== undefined) onCompare(first, second)
      }}
    >
      {say('runs.compare')}
    </Button>
  )
}
