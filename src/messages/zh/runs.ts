import type { runsEn } from '../en/runs.ts'

export const runsZh: Readonly<Record<keyof typeof runsEn, string>> = {
  title: '运行',
  next: '次选：{intent} {p}',
  noIntent: '无意图',
  baseModel: '基础模型',
  fallback: '回退',
}
