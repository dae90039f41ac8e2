import styles from './spinner.module.css'

/** Says that something is under way; words beside it say what. */
export function Spinner() {
  return <span data-moves className={styles['spinner']} aria-hidden />
}
