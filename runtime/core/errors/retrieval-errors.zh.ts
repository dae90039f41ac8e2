import type { retrievalErrors } from './retrieval-errors.ts'

export const retrievalErrorsZh: Record<keyof typeof retrievalErrors, string> = {
  DUPLICATE_DOCUMENT: '有两篇文档使用了标识“{document}”。请更改其中一个。',
  INDEX_FILE_DAMAGED: '{source} 无法作为索引读取：{reason}。请用原文档重新构建。',
  INDEX_FILE_NEWER:
    '{source} 的索引格式版本为 {version}，当前 Signalbox 最高支持 {supported}。请升级 Signalbox 或重新构建索引。',
  FILE_MISSING: '文件“{file}”不存在。请检查路径。',
  FILE_UNREADABLE: '文件“{file}”无法读取：{reason}。',
  ROW_INVALID: '{file} 第 {line} 行，字段“{field}”：{reason}。请修正该行后重试。',
}
