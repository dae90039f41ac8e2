import type { routingEn } from '../en/routing.ts'

export const routingZh: Readonly<Record<keyof typeof routingEn, string>> = {
  title: '路由',
}
