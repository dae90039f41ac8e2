import type { bankErrors } from './bank-errors.ts'

export const bankErrorsZh: Record<keyof typeof bankErrors, string> = {
  ADAPTER_NOT_FOUND: '适配器库“{bank}”中没有适配器“{adapter}”。请从列表中选择。',
  ADAPTER_IN_USE: '适配器“{adapter}”正由别名“{alias}”使用。请先把别名指向其他版本。',
  ADAPTER_NO_EFFECT: '适配器“{adapter}”没有任何作用：有无它模型的评分相同。请重新训练。',
  ALIAS_NOT_FOUND: '适配器库“{bank}”中没有别名“{alias}”。请从列表中选择。',
  BACKEND_NOT_FOUND: '后端“{backend}”不存在。请为适配器库另选后端。',
  NO_QUESTIONS:
    '适配器库“{bank}”中可用于此适配器的标注问题只有 {count} 个，至少需要 {minimum} 个。请在“适配器”中添加。',
}
