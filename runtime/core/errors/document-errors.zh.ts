import type { documentErrors } from './document-errors.ts'

export const documentErrorsZh: Record<keyof typeof documentErrors, string> = {
  INVALID_JSON: '{source} 不是有效的 JSON：{reason}。请修正后重试。',
  INVALID_YAML: '{source} 不是有效的 YAML：{reason}。请修正后重试。',
  INVALID_UTF8: '{source} 在第 {offset} 字节处不是有效的 UTF-8。请以 UTF-8 保存。',
  DOCUMENT_TOO_LARGE: '{source} 有 {bytes} 字节，上限为 {limit}。请拆分或删去不需要的内容。',
  DOCUMENT_INVALID: '流水线在 {path} 处无效：{reason}。',
  FORBIDDEN_KEY: '{path} 处不允许使用键“{key}”。请改名。',
  NEWER_FORMAT: '此流水线的格式版本为 {version}，当前 Signalbox 最高支持 {supported}。请升级 Signalbox。',
  UNKNOWN_NODE_TYPE: '节点“{node}”的类型“{type}”未知。请安装该节点类型或替换节点。',
  NEWER_NODE: '节点“{node}”使用“{type}”的版本 {version}，当前为 {supported}。请升级 Signalbox。',
  NODE_NOT_MIGRATED:
    '无法把节点“{node}”的设置从“{type}”的版本 {version} 升级到 {supported}：{reason}。请在文件中修正，或更换该节点。',
  DUPLICATE_ID: '标识“{id}”重复使用。请更改其中一个。',
  DANGLING_EDGE: '连线“{edge}”指向不存在的节点“{node}”。请删除该连线。',
  MISSING_PORT: '连线“{edge}”指向节点“{node}”上不存在的端口“{port}”。请改接其他端口。',
  TYPE_MISMATCH: '连线“{edge}”把 {fromType} 接到 {toType}。请改接可接收 {fromType} 的端口。',
  INPUT_TAKEN: '节点“{node}”的输入“{port}”有多条连线。请只保留一条，或用“合并”节点汇合。',
  INPUT_MISSING: '节点“{node}”的输入“{port}”必须连接。请接上连线。',
  CYCLE: '节点 {nodes} 形成环路。请删除其中一条连线。',
  CONFIG_INVALID: '节点“{node}”的设置“{field}”无效：{reason}。',
  EXPOSED_INVALID: '节点“{node}”的设置“{setting}”不能由端口提供：{reason}。',
  NO_INPUT_NODE: '流水线没有输入节点。请添加一个。',
  NO_OUTPUT_NODE: '流水线没有输出节点。请添加一个。',
  TOO_MANY_NODES: '流水线有 {count} 个{things}，上限为 {limit}。',
}
