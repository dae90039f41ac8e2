import type { formsEn } from '../en/forms.ts'

export const formsZh: Readonly<Record<keyof typeof formsEn, string>> = {
  required: '必填',
}
