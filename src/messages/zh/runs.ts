import type { runsEn } from '../en/runs.ts'

export const runsZh: Readonly<Record<keyof typeof runsEn, string>> = {
  title: '运行',
}
