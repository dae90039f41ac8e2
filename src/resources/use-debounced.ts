/** A value that follows when its source has rested: for what asks the server at every key. */
import { useEffect, useState } from 'react'

export function useDebounced<Value>(value: Value, restMs = 200): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value, restMs])
  return rested
}
