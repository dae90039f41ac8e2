import type { measurementErrors } from './measurement-errors.ts'

export const measurementErrorsZh: Record<keyof typeof measurementErrors, string> = {
  METRIC_NO_TEXT: '指标“{metric}”比较文本，而流水线既没有给出文本也没有给出答案。请把其中之一接到输出节点。',
  METRIC_NO_INTENT: '指标“{metric}”比较意图，而没有步骤给出意图。请添加意图分类器。',
  METRIC_NO_DOCUMENTS: '指标“{metric}”比较文档，而没有步骤给出文档。请添加检索器。',
  METRIC_NOTHING_RELEVANT:
    '该行的相关文档列表为空，指标“{metric}”没有取值。请至少写明一篇文档，或去掉这个标注。',
  METRIC_NO_PRICE:
    '指标“{metric}”没有取值：所问的模型没有设置词元单价。请在对话模型上填写两个单价，免费的填 0。',
  METRIC_NO_TOKENS: '指标“{metric}”没有取值：模型没有说明用了多少词元，或者在说明之前就中断了。',
  METRIC_NOT_A_NUMBER: '指标“{metric}”没有得出有限的数值。该行单独计数，不计入平均值。',
  STATISTIC_NOT_A_NUMBER:
    '{statistic} 的 {count} 个值中，第 {position} 个不是有限的数值。请把这样的行单独计数并排除。',
  STATISTIC_PAIRS_UNEQUAL: '{statistic} 比较成对的值，收到的却是 {baseline} 个和 {variant} 个。请按行配对。',
  STATISTIC_ARGUMENT_INVALID: '{statistic} 要求 {argument} 为 {wanted}，收到的是 {given}。',
}
