import type { jobErrors } from './job-errors.ts'

export const jobErrorsZh: Record<keyof typeof jobErrors, string> = {
  JOB_NOT_FOUND: '任务“{job}”不存在。请重新开始。',
  JOB_CANCELLED: '对“{target}”的任务已取消，原有内容保持不变。',
  JOB_INTERRUPTED: '服务器停止时，“{target}”的任务中断了；原有内容没有改变。请重新开始。',
  JOB_RUNNING: '“{target}”上正在进行另一项任务（“{job}”）。请等它结束或将其取消，再重新开始。',
}
