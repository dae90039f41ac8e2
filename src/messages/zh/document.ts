import type { documentEn } from '../en/document.ts'

export const documentZh: Readonly<Record<keyof typeof documentEn, string>> = {
  untitled: '未命名流水线',
}
