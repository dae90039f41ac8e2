/**
 * The Chinese of what failures give as their `reason`: sentences that code writes in English, other failures, and the words of the
 * schema library. What stands in none of them, such as the answer of an engine, is said as it came.
 */
import type { ErrorCode } from '../../../runtime/core/errors/catalogue.ts'
import { errorCatalogue } from '../../../runtime/core/errors/catalogue.ts'
import { errorsZh } from '../../../runtime/core/errors/errors.zh.ts'
import type { FailureData } from '../../../runtime/core/errors/failure.ts'
import { fillMessage } from '../../../runtime/core/errors/failure.ts'

/** By the English template; a parameter has the same name on both sides. */
export const reasonsZh: Readonly<Record<string, string>> = {
  // What requests that leave the server are refused for.
  'it is not on the list': '它不在允许列表中',
  'the list takes origins, without a path': '列表只接受源地址，不带路径',
  'it holds characters that no address has': '它含有网址中不允许的字符',
  'it is not an address': '它不是网址',
  'it is neither http nor https': '它既不是 http 也不是 https',
  'it holds a user name': '它含有用户名',
  'its address lies inside': '其地址位于内网',
  'its name leads to an address inside': '其名称指向内网地址',
  // What engines do.
  'the stream ended before the answer did': '数据流在回答结束之前中断',
  'the model asked for a tool in place of an answer': '模型要求调用工具，而没有回答',
  'it gave no reason': '未说明原因',
  'it sent what is not JSON: {text}': '它发来的不是 JSON：{text}',
  // Files of adapters.
  'DoRA is not a plain low-rank update': 'DoRA 不是普通的低秩更新',
  'module "{module}" has lora_A but no lora_B': '模块“{module}”有 lora_A，但没有 lora_B',
  'it holds no lora_A weights': '其中没有 lora_A 权重',
  'it holds tensors that belong to no low-rank pair': '其中有不属于任何低秩对的张量',
  'adapter_config.json is too large': 'adapter_config.json 过大',
  'adapter_config.json is not JSON': 'adapter_config.json 不是 JSON',
  'adapter_config.json: with {pattern} modules differ in what engines do not read alike':
    'adapter_config.json：{pattern} 使各模块不同，各引擎的读法不一致',
  'adapter_config.json: {field} {reason}': 'adapter_config.json：{field} {reason}',
  'module "{module}" is not a matrix': '模块“{module}”不是矩阵',
  'module "{module}" has rank {a} and {b}; adapter_config.json says {rank}':
    '模块“{module}”的秩为 {a} 和 {b}，而 adapter_config.json 中为 {rank}',
  'module "{module}" differs in size from one adapter to the next': '模块“{module}”在各适配器中大小不同',
  'the reader has one module, "{module}"': '阅读器只有一个模块“{module}”',
  'module "{module}" is {shape} instead of {wanted}': '模块“{module}”为 {shape}，应为 {wanted}',
  'nothing to merge': '没有可合并的内容',
  'it is shorter than its first field': '文件比第一个字段还短',
  'its header claims {bytes} bytes': '文件头声称有 {bytes} 字节',
  'its header is cut off': '文件头不完整',
  'its header is not JSON': '文件头不是 JSON',
  '"{name}" is not described as a tensor': '“{name}”没有按张量描述',
  '"{name}" has the type {type}; {types} are read': '“{name}”的类型为 {type}，可读取的是 {types}',
  '"{name}" has too many elements': '“{name}”的元素过多',
  '"{name}" overlaps another tensor': '“{name}”与另一个张量重叠',
  '"{name}" leaves a hole before it': '“{name}”之前有空隙',
  '"{name}" ends beyond the file': '“{name}”超出文件末尾',
  '"{name}" has {bytes} bytes for {elements} elements': '“{name}”有 {bytes} 字节，却有 {elements} 个元素',
  '{bytes} bytes follow the last tensor': '最后一个张量之后还有 {bytes} 字节',
  '"{name}" holds a value that is not finite': '“{name}”含有非有限值',
  '"{name}" occurs twice': '“{name}”出现两次',
  // Files of indexes.
  'it is too short': '文件过短',
  'it does not begin like an index': '文件开头不像索引',
  'its checksum does not fit': '校验和不符',
  'its section "{name}" is missing': '缺少其中的“{name}”部分',
  'its head is not that of an intent model': '文件头不是意图模型的',
  // Inputs of a run.
  'it is required and empty': '必填，但为空',
  'it is not a list of messages': '不是消息列表',
  'it is not a list of documents': '不是文档列表',
  'it is not an intent': '不是意图',
  'it is not a decision': '不是决策',
  'it is not an answer': '不是回答',
  'it is not a text': '不是文本',
  'it is not a number': '不是数字',
  'it is not a boolean': '不是布尔值',
  'it is not a list': '不是列表',
  'it is not an object': '不是对象',
  'it is not a finite number': '不是有限的数字',
  'it has {length} characters; the limit is {limit}': '有 {length} 个字符，上限为 {limit}',
  'its shape is wrong at {place}: {reason}': '其结构在 {place} 处不符：{reason}',
  'the node has no such output': '节点没有这个输出',
  'only the draft runs with pinned outputs; leave out "revision"':
    '只有草稿可以带固定输出运行；请省略“revision”',
  // Settings.
  'choose an index': '请选择索引',
  'choose a bank': '请选择适配器库',
  'name the embeddings': '请填写嵌入模型的名称',
  'name the retriever': '请填写检索器的名称',
  // As zod says them.
  'Invalid input: expected {expected}, received {received}': '应为 {expected}，实际为 {received}',
  'Invalid option: expected one of {options}': '应为以下之一：{options}',
  'Unrecognized key: {key}': '无法识别的键：{key}',
  'Unrecognized keys: {keys}': '无法识别的键：{keys}',
  'Invalid input': '内容无效',
  'the server answered with status {status}': '服务器的应答状态为 {status}',
  'internal error': '内部错误',
}

interface Template {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly chinese: string
}

function compile(english: string, chinese: string): Template {
  const names: string[] = []
  const pattern = english
    .split(/\{(\w+)\}/)
    .map((part, i) => {
      // Names stand at the odd places.
      if (i % 2 === 1) return (names.push(part), '([^]+?)')
      return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    })
    .join('')
  return { pattern: new RegExp(`^${pattern}$`), names, chinese }
}

/** Longer templates first: what is said more exactly wins over what fits nearly everything. Made when a reason is first said. */
let templates: readonly Template[] | undefined

function listTemplates(): readonly Template[] {
  const failures = Object.entries(errorCatalogue).map(
    ([code, { message }]) => [message, errorsZh[code as ErrorCode]] as const,
  )
  const all = [...Object.entries(reasonsZh), ...failures]
    // A sentence that is all parameter would fit everything.
    .filter(([english]) => english.replaceAll(/\{\w+\}|[^A-Za-z]/g, '').length > 3)
    .toSorted(([a], [b]) => b.length - a.length)
  return all.map(([english, chinese]) => compile(english, chinese))
}

/** The reason of a failure in Chinese, as far as it is known. */
export function sayReasonZh(reason: string): string {
  templates ??= listTemplates()
  for (const { pattern, names, chinese } of templates) {
    const match = pattern.exec(reason)
    if (match === null) continue
    const values = names.map((name, i) => [name, match[i + 1] ?? ''] as const)
    return fillMessage(chinese, sayParamsZh(Object.fromEntries(values)))
  }
  return reason
}

/** What kind of thing a failure speaks of. */
const kindsZh: Readonly<Record<string, string>> = {
  backend: '后端',
  bank: '适配器库',
  credential: '凭据',
  dataset: '数据集',
  index: '索引',
  intents: '意图模型',
}

/** Names that people gave stand in other parameters, and stay as they are. */
export function sayParamsZh(params: FailureData['params']): FailureData['params'] {
  const { reason, kind } = params
  return {
    ...params,
    ...(typeof reason === 'string' ? { reason: sayReasonZh(reason) } : {}),
    ...(typeof kind === 'string' ? { kind: kindsZh[kind] ?? kind } : {}),
  }
}
