/** After each test file of the editor that shares its page with others: takes away what it left there. */
import { afterAll } from 'vitest'

afterAll(() => {
  document.body.replaceChildren()
  localStorage.clear()
  sessionStorage.clear()
  location.hash = ''
})
