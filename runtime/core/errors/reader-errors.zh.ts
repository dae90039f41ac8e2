import type { readerErrors } from './reader-errors.ts'

export const readerErrorsZh: Record<keyof typeof readerErrors, string> = {
  READER_WEIGHTS_DAMAGED: '{source} 中没有可用的阅读器权重：{reason}。请重新安装 Signalbox。',
  TOO_FEW_EXAMPLES: '训练至少需要 {minimum} 个答案在文章中的问题，现有 {count} 个。请添加。',
  TRAINED_ON_THIS: '这些权重是在“{dataset}”上训练的。请用 --folds 5 做折外评估。',
}
