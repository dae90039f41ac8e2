import type { documentEn } from '../en/document.ts'

export const documentZh: Readonly<Record<keyof typeof documentEn, string>> = {
  untitled: '未命名流水线',
  panels: '面板',
  palette: '节点',
  inspector: '所选项的设置',
  drawer: '运行',
  focusMode: '只显示画布',
}
