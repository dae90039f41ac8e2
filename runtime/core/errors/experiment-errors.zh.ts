import type { experimentErrors } from './experiment-errors.ts'

export const experimentErrorsZh: Record<keyof typeof experimentErrors, string> = {
  EXPERIMENT_NOT_FOUND: '实验“{experiment}”不存在。请选择其他实验或新建一个。',
  EXPERIMENT_RUNNING: '实验“{experiment}”正在运行。请先停止，已测得的结果会保留。',
  EXPERIMENT_NO_ROWS: '数据集“{dataset}”没有数据，无从测量。请先导入或添加数据。',
  EXPERIMENT_INPUTS_CHANGED:
    '实验“{experiment}”无法继续：当前输入与固定的输入不同。新增行：{added}。删除行：{removed}。改动行：{changed}。版本：{pins}。请恢复原状，或新建实验。',
  EXPERIMENT_FILE_INVALID: '{file} 不是可运行的实验：“{field}”有误（{reason}）。请更正。',
  CELL_NOT_FOUND: '实验“{experiment}”中没有变体“{variant}”在行“{row}”上的结果。',
  BASELINE_UNKNOWN: '基线“{baseline}”不在变体 {variants} 之中。请从中选择。',
  METRIC_UNKNOWN: '没有指标“{metric}”。请从 {known} 中选择。',
  OVERRIDE_NODE_UNKNOWN: '变体“{variant}”要改节点“{node}”的设置，但流水线中没有这个节点。现有节点：{nodes}。',
  OVERRIDE_UNKNOWN: '变体“{variant}”要改节点“{node}”的“{setting}”，但没有这项设置。现有设置：{known}。',
  OVERRIDE_INVALID: '变体“{variant}”给节点“{node}”的“{setting}”设的值无效：{reason}。',
  VARIANT_BANK_UNUSED: '变体“{variant}”固定或强制了适配器库“{bank}”，但流水线并不使用它。用到的库：{banks}。',
}
