import type { nodeErrors } from './node-errors.ts'

export const nodeErrorsZh: Record<keyof typeof nodeErrors, string> = {
  EXPRESSION_INVALID: '条件“{expression}”在第 {column} 列无效：{reason}。',
  EXPRESSION_TOO_LONG: '条件有 {length} 个字符，上限为 {limit}。请拆分为多条规则。',
  PATTERN_INVALID: '模式“{pattern}”不是有效的正则表达式：{reason}。',
  TEMPLATE_INVALID: '模板在第 {offset} 个字符处无效：{reason}。',
  QUESTION_EMPTY: '问题为空。请输入问题。',
}
