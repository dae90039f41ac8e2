import type { datasetErrors } from './dataset-errors.ts'

export const datasetErrorsZh: Record<keyof typeof datasetErrors, string> = {
  DATASET_NOT_FOUND: '数据集“{dataset}”不存在。请另选，或在“数据集”中新建。',
  DATASET_ROW_NOT_FOUND: '数据集“{dataset}”中没有行“{row}”。',
  DATASET_ROW_REPEATED: '行“{row}”在提交的内容中出现了两次：第 {first} 行和第 {second} 行。请删除其中一个。',
  DATASET_ROW_TOO_LARGE: '行“{row}”占 {bytes} 字节，每行最多 {limit} 字节。请缩短或去掉这一行。',
  DATASET_PART_MISSING:
    '导入“{import}”中断：应为第 {expected} 部分，收到的是第 {part} 部分。没有写入任何内容，请重新导入。',
  DATASET_IMPORT_TOO_LARGE: '一次最多导入 {limit} 行，实际为 {count} 行。请拆分。',
  RUN_NOT_FINISHED: '运行“{run}”尚未结束。请等它结束后再加入数据集。',
}
