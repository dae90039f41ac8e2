import type { storageErrors } from './storage-errors.ts'

export const storageErrorsZh: Record<keyof typeof storageErrors, string> = {
  PIPELINE_NOT_FOUND: '流水线“{pipeline}”不存在。请另选或新建。',
  PIPELINE_EXISTS: '流水线“{pipeline}”已存在。请换一个标识。',
  REVISION_NOT_FOUND: '流水线“{pipeline}”没有版本“{revision}”。请从列表中选择。',
  REVISION_CONFLICT:
    '流水线“{pipeline}”已在别处保存：当前为 {current}，此修改基于 {expected}。请合并后再保存。',
  PRECONDITION_REQUIRED: '修改流水线“{pipeline}”需要带计数器的 If-Match。请先读取，再发送其 ETag。',
  RUN_NOT_FOUND: '运行“{run}”不存在，可能已到期删除。请另选。',
  VALUE_NOT_FOUND: '存储的值“{hash}”不存在，可能已到期删除。',
  RESOURCE_EXISTS: '{kind}“{id}”已存在。请换一个名称。',
  INDEX_NOT_FOUND: '索引“{index}”不存在。请另选，或在“知识库”中新建。',
  INDEX_NOT_BUILT: '索引“{index}”尚未构建。请在“知识库”中构建。',
  INDEX_BUILD_FAILED: '索引“{index}”构建失败：{reason} 请在“知识库”中重新构建。',
  ARTICLE_NOT_FOUND: '索引“{index}”中没有文章“{article}”。',
  INTENTS_NOT_FOUND: '意图模型“{intents}”不存在。请另选，或在“路由”中新建。',
  INTENTS_NOT_TRAINED: '意图模型“{intents}”尚未训练。请在“路由”中训练。',
  BANK_NOT_FOUND: '适配器库“{bank}”不存在。请另选，或在“适配器”中新建。',
  BLOB_CORRUPT: '存储的文件 {hash} 已损坏：内容与校验和不符。请恢复或重新构建。',
  DATA_DIR_LOCKED: '数据目录“{directory}”正被进程 {pid} 使用。请等它启动完毕或结束后重试。',
  DATA_DIR_SERVER_SILENT:
    '数据目录“{directory}”属于 {url} 处的服务器，但它没有响应（{reason}）。请结束进程 {pid} 或重新启动它，然后重试。',
  STORE_NEWER: '数据库结构版本为 {version}，当前 Signalbox 最高支持 {supported}。请升级 Signalbox。',
  STORE_FAILED: '数据库未能完成“{operation}”：{reason}。',
}
