import type { inspectorEn } from '../en/inspector.ts'

export const inspectorZh: Readonly<Record<keyof typeof inspectorEn, string>> = {
  title: '检查器',
}
