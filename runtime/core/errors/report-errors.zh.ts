import type { reportErrors } from './report-errors.ts'

export const reportErrorsZh: Readonly<Record<keyof typeof reportErrors, string>> = {
  GATE_UNKNOWN_NAME: '门槛写到了“{path}”，而报告中没有它。这一层有：{names}。',
  GATE_NOT_A_FIGURE: '门槛写到的“{path}”不是单个数值。请写明其中一项：{names}。',
  GATE_NO_FIGURE: '门槛写到的“{path}”在本次实验中没有数值，无从判定。请多测一些行，或改用别的数值。',
  GATE_UNLIKE: '门槛按大小比较“{left}”与“{right}”，但两者不都是数值：这样的条件永不成立，门槛也就永不触发。',
  GATE_INCOMPLETE:
    '实验“{experiment}”只完成了 {total} 个单元中的 {done} 个；凭部分行不能判定门槛。请先续跑。',
  GATE_NAMES_NOTHING: '门槛“{expression}”没有写到报告中的任何数值，结果将永远不变。请写明一个数值。',
  REPORT_PARTIAL: '共 {total} 个单元，还缺 {missing} 个：此表不能算作结果，也不能作为基线。请续跑该实验。',
  BASELINE_PARTIAL:
    '变体“{variant}”只完成了 {total} 个单元中的 {done} 个；不完整的变体不能作基线。请续跑该实验，或选择已完成的变体。',
  REPORT_FEW_ROWS: '只测了 {n} 行：区间很宽，多数差异无法判定。请为数据集补充行。',
  REPORT_NO_ROWS: '数据集没有行，无从比较。请先添加行。',
  REPORT_NO_ANSWERS: '没有一行标注正确的答案，回答无法评分。请在数据集的行中补上答案。',
  REPORT_PARTLY_ANSWERED: '{n} 行中有 {missing} 行没有标注正确的答案；答案类指标只由其余各行得出。',
  REPORT_PARTLY_INTENT: '{n} 行中有 {missing} 行没有标注正确的意图；路由准确率只由其余各行得出。',
  REPORT_PARTLY_DOCUMENTS: '{n} 行中有 {missing} 行没有标注正确的文档；检索类指标只由其余各行得出。',
  REPORT_TAG_SKIPPED: '标签“{tag}”有 {count} 个取值，超过 {limit} 个：它更像标识而不是分组，因此不按它分组。',
  REPORT_MIXED_LANGUAGES:
    '数据集混有两种语言（英文 {en} 行，中文 {zh} 行），两者的答案按不同的词元比较。请给行加标签，分组比较。',
  REPORT_OUTPUT_TYPES: '各变体的输出类型不同（{types}）；不同类的输出，分数难以相比。请比较输出相同的变体。',
  REPORT_UNSCORED:
    '指标“{metric}”对变体“{variant}”的 {count} 个单元给不出数值，这些单元未计入该指标。首个原因：{reason}。',
  REPORT_FAILED_CELLS:
    '变体“{variant}”有 {failed} 个单元失败，{timedOut} 个超时，首个错误为 {code}。它们在各项指标上都记 0 分；失败的没有耗时。',
  REPORT_CELLS_IGNORED: '有 {count} 个已存单元不属于本实验的任何行与变体，或者重复出现；它们没有计入。',
  REPORT_PRIMARY_MISSING:
    '主指标“{metric}”没有给出任何数值，因此没有遗憾值、前沿和该指标的结论。本实验的指标有：{names}。',
}
