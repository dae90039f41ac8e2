/** Joins the class names that are given; a CSS module's entry may be undefined to the compiler. */
export function joinClasses(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
