/** Chinese for what failures hold of a fixed set of words: why a request is not sent, and what kind of thing is there already. */
import type { FailureData } from '../../../runtime/core/errors/failure.ts'

const words: Readonly<Record<string, string>> = {
  'it is not on the list': '它不在允许列表中',
  'its address lies inside': '它的地址位于内部网络',
  'it is not an address': '它不是网址',
  'it is neither http nor https': '它既不是 http 也不是 https',
  'it holds a user name': '其中含有用户名',
  'it holds characters that no address has': '其中含有网址里不会有的字符',
  'the list takes origins, without a path': '列表只接受不带路径的来源',
  backend: '后端',
  bank: '适配器库',
  credential: '凭据',
  dataset: '数据集',
  index: '索引',
  intents: '意图模型',
}

/** Names that people gave stand in other parameters, and stay as they are. */
const fixed = ['reason', 'kind'] as const

export function fillFixedZh(params: FailureData['params']): FailureData['params'] {
  const filled = { ...params }
  for (const name of fixed) {
    const value = filled[name]
    if (typeof value === 'string' && Object.hasOwn(words, value)) filled[name] = words[value] ?? value
  }
  return filled
}
