import type { intentErrors } from './intent-errors.ts'

export const intentErrorsZh: Record<keyof typeof intentErrors, string> = {
  TOO_FEW_INTENTS: '训练至少需要 2 个有话术的意图，现有 {count} 个。请添加其他意图的话术。',
  INTENT_MODEL_DAMAGED: '{source} 不是可用的意图模型：{reason}。请重新训练。',
  INTENT_MODEL_NEWER: '{source} 的版本为 {version}，当前 Signalbox 最高支持 {supported}。请升级 Signalbox。',
  SPLIT_EMPTY: '{source} 中没有划分为“{split}”的行。请另选划分。',
}
