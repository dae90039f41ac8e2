import type { tourEn } from '../en/tour.ts'

export const tourZh: Readonly<Record<keyof typeof tourEn, string>> = {
  title: '导览',
  take: '开始导览',
  label: '导览，第 {n} 步，共 {total} 步',
  next: '下一步',
  back: '上一步',
  end: '结束导览',
  done: '完成',
  keys: '按 Esc 结束。',
  ask: '提一个问题',
  askText:
    '这条流水线替一家铁路公司回答问题。英文台可以问“Can I get a refund by phone?”，中文台可以问“想带台显示器回家，最大几寸”。',
  decision: '看看决策',
  decisionText:
    '每个回答都说明它为什么来自那里：意图、置信度、排在第二的意图，以及所用的适配器。“为什么走这条路”里有详情。',
  bank: '移动阈值',
  bankText: '由适配器库决定：置信度不到阈值的请求得不到该意图的适配器。',
  askFirst: '先提一个问题，才有决策可以移动。',
  toQuestion: '回到提问',
  goToThreshold: '转到阈值',
  moveAbove:
    '你的问题被判为“{intent}”，置信度 {confidence}，阈值 {threshold}。把阈值拖到 {confidence} 以上，或用方向键移动，同一个问题就会再问一次。',
  moveBelow:
    '你的问题被判为“{intent}”，置信度 {confidence}，不到阈值 {threshold}。把阈值拖到 {confidence} 以下，或用方向键移动，同一个问题就会再问一次。',
  thresholdNow: '阈值现在是 {threshold}，决策还没有变化。',
  askingAgain: '阈值 {threshold}：正在重新提问…',
  atThreshold: '阈值 {threshold}',
  ownThreshold:
    '适配器库为“{intent}”单独设了阈值 {threshold}。转到阈值时，这条流水线会接管它，以便在这里移动。',
  unmovable: '这个问题不由阈值决定。{reason}请换一个问题。',
  putBack: '恢复原值',
  compare: '对比',
  compareText:
    '改动是否更好，靠测量说话：各变体回答同样的问题，每个数字都有区间。这里还可以在已有结果上试阈值。',
  more: '接下来',
  moreText: '模板、全部流水线和查找（Ctrl+K）都在这里。导览可以在“设置”里再看一次。',
}
