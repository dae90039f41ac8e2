import type { retrievalErrors } from './retrieval-errors.ts'

export const retrievalErrorsZh: Record<keyof typeof retrievalErrors, string> = {
  DUPLICATE_DOCUMENT: '有两篇文档使用了标识“{document}”。请更改其中一个。',
  INDEX_FILE_DAMAGED: '{source} 无法作为索引读取：{reason}。请用原文档重新构建。',
  INDEX_FILE_NEWER:
    '{source} 的索引格式版本为 {version}，当前 Signalbox 最高支持 {supported}。请升级 Signalbox 或重新构建索引。',
  COLLECTION_INCOMPLETE: '文件夹“{folder}”不是完整的集合：缺少 {missing}。请补上或选择其他文件夹。',
  ROW_INVALID: '{file} 第 {line} 行，字段“{field}”：{reason}。请修正该行后重试。',
}
