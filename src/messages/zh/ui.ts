import type { uiEn } from '../en/ui.ts'

export const uiZh: Readonly<Record<keyof typeof uiEn, string>> = {
  close: '关闭',
  cancel: '取消',
  clear: '清除',
  loading: '正在加载',
  noResults: '没有结果',
  resize: '调整{panel}的大小',
  notifications: '通知',
  showAll: '全部显示',
  panelFailed: '此面板停止了工作',
  namedPanelFailed: '“{panel}”停止了工作',
  partFailed: '无法显示：{reason}',
  namedPartFailed: '无法显示“{part}”：{reason}',
  panelFailedHelp: '页面其余部分仍可使用，已保存的内容不会丢失。{reason}',
  notLoaded: '无法加载此视图',
  notLoadedHelp: '服务器没有响应。请检查它是否在运行、网络是否连通，然后重试；本页内容不会丢失。',
  reload: '重新加载',
  tryAgain: '重试',
  tooFew: '样本太少',
  n: 'n = {n}',
  asTable: '以表格查看数据',
}
