import type { importErrors } from './import-errors.ts'

export const importErrorsZh: Record<keyof typeof importErrors, string> = {
  IMPORT_FILE_UNKNOWN: '这里不读取“{file}”这种文件。请选择以 {endings} 结尾的文件。',
  IMPORT_EMPTY: '“{file}”中没有任何行。请选择其他文件。',
  IMPORT_TOO_MANY: '文件共有 {count} 行，一次最多导入 {limit} 行。请拆分文件。',
  ROW_REPEATED: '{file} 第 {line} 行：“{id}”已出现在 {first}。请删除其中一个。',
  CSV_QUOTES: '{file} 第 {line} 行：引号缺失或位置有误。请修正该行后重试。',
  CSV_CELLS: '{file} 第 {line} 行：共 {count} 个单元格，但只有 {columns} 列。含逗号的单元格请用引号括起来。',
  SQUAD_INVALID: '“{file}”在 {path} 处不是有效的 SQuAD JSON：{reason}。请修正后重试。',
}
