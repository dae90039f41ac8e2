import type { paletteEn } from '../en/palette.ts'

export const paletteZh: Readonly<Record<keyof typeof paletteEn, string>> = {
  search: '查找节点',
  none: '没有与“{query}”匹配的节点。',
  found: '{n} 个节点',
  favourites: '收藏',
  star: '收藏：{title}',
  add: '添加到画布',
  addStar: '加入收藏',
  unstar: '取消收藏',
  recent: '最近使用',
  recentNone: '添加过的节点会出现在这里。',
  io: '输入与输出',
  retrieval: '检索',
  routing: '路由',
  adapters: '适配器',
  generation: '生成',
  logic: '逻辑',
}
