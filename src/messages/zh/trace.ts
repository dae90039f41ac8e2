import type { traceEn } from '../en/trace.ts'

export const traceZh: Readonly<Record<keyof typeof traceEn, string>> = {
  title: '追踪',
}
