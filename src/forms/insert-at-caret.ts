/** Puts text where the caret of the field inside `root` is, and the caret behind it. */
export function insertAtCaret(root: Element | null, text: string, onChange: (whole: string) => void): void {
  const input = root?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  if (input === null || input === undefined) return
  const { value } = input
  const start = input.selectionStart ?? value.length
  const end = input.selectionEnd ?? start
  onChange(value.slice(0, start) + text + value.slice(end))
  // The field shows the new text only after React has drawn it, and the menu gives the focus back to its button first.
  globalThis.setTimeout(() => {
    input.focus()
    input.setSelectionRange(start + text.length, start + text.length)
  }, 50)
}
