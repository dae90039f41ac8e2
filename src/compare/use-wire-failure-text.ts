/** Says a failure that came over the wire; codes of a newer server are said in its own words. */
import { useMemo } from 'react'
import type { z } from 'zod'
import type { ErrorCode } from '../../runtime/core/errors/catalogue.ts'
import { errorCatalogue } from '../../runtime/core/errors/catalogue.ts'
import type { failureSchema } from '../../runtime/core/wire/failure.ts'
import { useFailureText } from '../messages/messages-context.tsx'

type WireFailure = z.infer<typeof failureSchema>

export function useWireFailureText(): (failure: WireFailure) => string {
  const sayFailure = useFailureText()
  return useMemo(() => {
    const isKnown = (code: string): code is ErrorCode => Object.hasOwn(errorCatalogue, code)
    return ({ code, params, message }) => (isKnown(code) ? sayFailure({ code, params }) : message)
  }, [sayFailure])
}
