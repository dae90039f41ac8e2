/** The fault of a value whose control has no place for it. */
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

export function FieldError({ path }: { path: string }) {
  const error = useFormScope().errors.at(path)
  return error === undefined ? null : <span className={styles['error']}>{error}</span>
}
