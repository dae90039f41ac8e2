import type { nodeErrors } from './node-errors.ts'

export const nodeErrorsZh: Record<keyof typeof nodeErrors, string> = {
  EXPRESSION_INVALID: '条件在第 {column} 列出错：“{found}”不该出现在那里。',
  EXPRESSION_INCOMPLETE: '条件在第 {column} 列出错：缺少“{expected}”。',
  EXPRESSION_VALUE_MISSING: '条件在第 {column} 列出错：缺少名称或值。',
  EXPRESSION_TOO_DEEP: '条件在第 {column} 列嵌套超过 {limit} 层。请拆分为多条规则。',
  EXPRESSION_TOO_LONG: '条件有 {length} 个字符，上限为 {limit}。请拆分为多条规则。',
  PATTERN_INVALID: '“{pattern}”不是有效的正则表达式：{reason}。',
  TEMPLATE_INVALID: '模板在第 {offset} 个字符处出错：“{name}”不是名称。',
  TEMPLATE_UNCLOSED: '模板在第 {offset} 个字符处出错：缺少“}}”。',
  TEMPLATE_FILTER_UNKNOWN: '模板在第 {offset} 个字符处出错：没有过滤器“{filter}”，可用的有 {filters}。',
  FIELD_NAME_TAKEN: '有两个字段都叫“{name}”。请给其中一个改名。',
  QUESTION_EMPTY: '问题为空。请输入问题。',
}
