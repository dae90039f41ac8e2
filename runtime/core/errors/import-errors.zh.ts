import type { importErrors } from './import-errors.ts'

export const importErrorsZh: Record<keyof typeof importErrors, string> = {
  IMPORT_FILE_UNKNOWN: '这里不读取“{file}”这种文件。请选择以 {endings} 结尾的文件。',
  IMPORT_EMPTY: '“{file}”中没有任何行。请选择其他文件。',
  IMPORT_TOO_MANY: '文件共有 {count} 行，一次最多导入 {limit} 行。请拆分文件。',
  ROW_REPEATED: '{file} 第 {line} 行：“{id}”已出现在 {first}。请删除其中一个。',
  IMPORT_COLUMN_MISSING: '“{file}”中没有“{column}”列。请从以下列中选择：{columns}。',
  IMPORT_NO_INPUT: '“{file}”没有任何列对应输入字段。请选择存放问题的那一列。',
  ROW_NO_FIELDS: '{file} 第 {line} 行：该行不是带字段的对象。请修正或删除。',
  ROW_FIELD_EMPTY: '{file} 第 {line} 行：“{field}”为空。请填写或删除该行。',
  ROW_ID_INVALID: '{file} 第 {line} 行：“{id}”不能用作标识。请使用最多 120 个字母、数字、“.”、“_”或“-”。',
  ROW_VALUE_KIND: '{file} 第 {line} 行：“{field}”既不是文本，也不是文本列表。请修正或不使用该列。',
  ROW_FIELD_LONG: '{file} 第 {line} 行：“{field}”有 {count} 个字符，最多 {limit} 个。请缩短。',
  ROW_FIELD_MANY: '{file} 第 {line} 行：“{field}”有 {count} 项，最多 {limit} 项。请删去一些。',
  ROW_TOO_LARGE: '{file} 第 {line} 行：该行占 {bytes} 字节，最多 {limit} 字节。请缩短。',
  CSV_QUOTES: '{file} 第 {line} 行：引号缺失或位置有误。请修正该行后重试。',
  CSV_QUOTE_OPEN:
    '{file} 第 {line} 行：此处开始的引号没有结束。请补上结束的引号；如果引号属于带引号单元格中的文字，请连写两个。',
  CSV_COLUMN_TWICE: '{file} 第 {line} 行：有两列都叫“{column}”。请重命名其中一列。',
  CSV_CELLS: '{file} 第 {line} 行：共 {count} 个单元格，但只有 {columns} 列。含逗号的单元格请用引号括起来。',
  CSV_CELLS_FEW:
    '{file} 第 {line} 行：只有 {count} 个单元格，应有 {columns} 列。请补上缺少的单元格，可以留空。',
  SQUAD_INVALID: '“{file}”在 {path} 处不是有效的 SQuAD JSON：{reason}。请修正后重试。',
}
