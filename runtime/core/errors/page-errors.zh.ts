import type { pageErrors } from './page-errors.ts'

export const pageErrorsZh: Record<keyof typeof pageErrors, string> = {
  PAGE_RESOURCE_INVALID: '页面提供的 {kind}“{id}”有误：{reason}。请更正页面交给编辑器的内容。',
  RUN_WORKER_LOST: '运行流水线的 Worker 已中止：{reason}。请重新运行。',
  LAYOUT_WORKER_FAILED:
    '自动布局的 Worker 未能启动：{reason}。请检查页面是否提供 elk-worker.min.js 并允许它运行。',
  DRAWING_NOT_EXPORTED: '浏览器未能生成流水线的图片：{reason}。请改为导出 SVG，或减小缩放倍数。',
}
