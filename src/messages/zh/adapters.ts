import type { adaptersEn } from '../en/adapters.ts'

export const adaptersZh: Readonly<Record<keyof typeof adaptersEn, string>> = {
  title: '适配器',
}
