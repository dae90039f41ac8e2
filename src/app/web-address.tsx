/** An address that breaks after its slashes where there is little room. */
import { Fragment } from 'react'

export function WebAddress({ address }: { address: string }) {
  return address.split(/(?<=\/)/).map((part, place) => (
    // Parts keep their places, and may be the same text.
    <Fragment key={place}>
      {part}
      <wbr />
    </Fragment>
  ))
}
