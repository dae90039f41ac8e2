/** The pipelines that fail without what is about to be removed. */
import { useMessages } from '../messages/messages-context.tsx'
import { hrefOf } from '../session/navigation.ts'

export interface UsingPipeline {
  readonly id: string
  readonly name: string
}

export function PipelineUses({ pipelines }: { readonly pipelines: readonly UsingPipeline[] }) {
  const say = useMessages()
  return (
    <>
      {say('resources.usedBy', { n: pipelines.length })}
      <ul>
        {pipelines.map(({ id, name }) => (
          <li key={id}>
            <a href={hrefOf('build', id)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
