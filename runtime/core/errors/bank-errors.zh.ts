import type { bankErrors } from './bank-errors.ts'

export const bankErrorsZh: Record<keyof typeof bankErrors, string> = {
  ADAPTER_NOT_FOUND: '适配器库“{bank}”中没有适配器“{adapter}”。请从列表中选择。',
  ADAPTER_IN_USE: '适配器“{adapter}”正由别名“{alias}”使用。请先把别名指向其他版本。',
  ADAPTER_NO_EFFECT: '适配器“{adapter}”没有任何作用：有无它模型的评分相同。请重新训练。',
  ALIAS_NOT_FOUND: '适配器库“{bank}”中没有别名“{alias}”。请从列表中选择。',
  BACKEND_NOT_FOUND: '这里没有注册后端“{backend}”。请另选一个，或以此标识把它交给 createRuntime。',
  BACKEND_WRONG_LANGUAGE: '后端“{backend}”不用“{language}”作答，只支持：{known}。请换一种语言或另选后端。',
  BACKEND_CANNOT_TRAIN:
    '适配器库“{bank}”使用后端“{backend}”，这里不能在它上面训练适配器。请从文件添加适配器。',
  NO_QUESTIONS:
    '适配器库“{bank}”中可用于此适配器的标注问题只有 {count} 个，至少需要 {minimum} 个。请在“适配器”中添加。',
}
