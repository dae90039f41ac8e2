import type { outlineEn } from '../en/outline.ts'

export const outlineZh: Readonly<Record<keyof typeof outlineEn, string>> = {
  title: '大纲',
  help: '方向键移动与展开。回车打开节点设置或为端口连线，{addNode} 在端口后添加节点，{remove} 删除。',
  empty: '还没有节点。按 {addNode} 添加一个。',
  unfold: '展开或收起',
  portsOf: '属于 {title}',
  inputFree: '{port}：未连线',
  inputFrom: '{port} 来自 {others}',
  outputFree: '{port}：没有去向',
  outputTo: '{port} 去往 {others}',
  show: '流水线大纲',
}
