import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodesZh } from '../../nodes/messages/zh.ts'
import { errorsZh } from '../../runtime/core/errors/errors.zh.ts'
import { english } from './catalogue.ts'
import { chinese } from './chinese.ts'

const sourceFolder = join(import.meta.dirname, '..')

/** Keys that are put together while running begin like this. */
const composedPrefixes: readonly string[] = []

function readSources(): string {
  const names = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith('messages'))
    .map((name) => readFileSync(join(sourceFolder, name), 'utf8'))
    .join('\n')
}

describe('message catalogue', () => {
  it('holds no text that the editor never says', () => {
    const sources = readSources()
    const keys = Object.entries(english).flatMap(([area, texts]) =>
      Object.keys(texts).map((name) => `${area}.${name}`),
    )
    const isUsed = (key: string) =>
      sources.includes(`'${key}'`) || composedPrefixes.some((prefix) => key.startsWith(prefix))
    expect(keys.filter((key) => !isUsed(key))).toEqual([])
  })
})

/** One word for one thing: what the texts say, and the words they do not say instead. */
const chineseWords: Readonly<Record<string, readonly string[]>> = {
  流水线: ['流程', '管道', '管线', '工作流'],
  停用: ['静音', '禁用'],
  话术: ['例句', '语句', '语料'],
  领先幅度: ['差距', '相差', '领先 ', '边际'],
  适配器: ['适配层', '转接器'],
  适配器库: ['适配器池', '适配器组'],
  置信度: ['置信水平', '可信度', '把握 '],
  阈值: ['门限', '临界值'],
  追踪: ['跟踪', '踪迹', '轨迹'],
  检索器: ['召回器'],
  回退: ['后备', '备用'],
  路由: ['路线'],
  向量模型: ['嵌入模型'],
  数据集: ['数据组', '资料集'],
}

describe('Chinese texts', () => {
  const said = [...textsOf(chinese), ...textsOf(nodesZh), ...textsOf(errorsZh)]

  it.each(Object.entries(chineseWords))('say %s, and no other word for it', (word, discarded) => {
    expect(said.filter((text) => discarded.some((other) => text.includes(other)))).toEqual([])
    if (word !== '数据集') expect(said.some((text) => text.includes(word))).toBe(true)
  })
})

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
