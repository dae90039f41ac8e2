import type { knowledgeEn } from '../en/knowledge.ts'

export const knowledgeZh: Readonly<Record<keyof typeof knowledgeEn, string>> = {
  title: '知识库',
}
