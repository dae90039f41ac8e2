import type { canvasEn } from '../en/canvas.ts'

export const canvasZh: Readonly<Record<keyof typeof canvasEn, string>> = {
  label: '流水线画布',
}
