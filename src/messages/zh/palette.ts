import type { paletteEn } from '../en/palette.ts'

export const paletteZh: Readonly<Record<keyof typeof paletteEn, string>> = {
  title: '节点',
}
