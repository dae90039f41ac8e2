import { expect, it } from 'vitest'
import type { Progress } from '../../runtime/core/trace/events.ts'
import { english } from '../messages/catalogue.ts'
import { chinese } from '../messages/chinese.ts'
import { createSay } from '../messages/say.ts'
import { describeProgress, shareOf } from './describe-progress.ts'

const cases: readonly (readonly [Progress, string, string])[] = [
  [{ done: 120, total: 400, activity: 'items' }, '120 of 400 items', '已完成 120/400 项'],
  [{ done: 3, total: 7, activity: 'nodes' }, '3 of 7 nodes', '已完成 3/7 个节点'],
  [{ done: 16, total: 50, activity: 'embedding' }, 'Embedding: 16 of 50 passages', '正在嵌入段落：16/50'],
  [
    { done: 0.3, total: 1, activity: 'index-load', note: 'Desk' },
    'Loading the index "Desk": 30 %',
    '正在载入索引“Desk”：30%',
  ],
  [
    { done: 0.4, total: 1, activity: 'index-build', note: 'Desk' },
    'Building the index: 40 %',
    '正在构建索引：40%',
  ],
  [
    { done: 0.5, total: 1, activity: 'model-load', note: 'Desk' },
    'Loading the intent model: 50 %',
    '正在载入意图模型：50%',
  ],
  [
    { done: 0, activity: 'adapter-load', note: 'fees@1' },
    'Loading the adapter fees@1',
    '正在载入适配器 fees@1',
  ],
  [{ done: 3, total: 12, note: 'a file' }, '3/12 · a file', '3/12 · a file'],
  [{ done: 1234 }, '1,234', '1,234'],
]

it.each(cases)('%j is said in both languages', (progress, inEnglish, inChinese) => {
  expect(describeProgress(progress, createSay(english, 'en'), 'en')).toBe(inEnglish)
  expect(describeProgress(progress, createSay(chinese, 'zh-CN'), 'zh-CN')).toBe(inChinese)
})

it('says the steps of what only a newer server knows', () => {
  const unknown = { done: 1, total: 2, activity: 'dreaming' } as unknown as Progress
  expect(describeProgress(unknown, createSay(english, 'en'), 'en')).toBe('1/2')
})

it('has a share only where the number of steps is known', () => {
  expect(
    [{ done: 1 }, { done: 1, total: 0 }, { done: 1, total: 4 }, { done: 9, total: 4 }].map(shareOf),
  ).toEqual([undefined, undefined, 0.25, 1])
})
