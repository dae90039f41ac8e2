import type { engineErrors } from './engine-errors.ts'

export const engineErrorsZh: Record<keyof typeof engineErrors, string> = {
  UNEXPECTED: '发生意外错误：{reason}。详情见运行日志。',
  NODE_TIMEOUT: '节点“{node}”未在 {timeoutMs} ms 内完成。请提高超时或减少其工作量。',
  DEADLINE_EXCEEDED: '运行未在 {deadlineMs} ms 内完成。请提高流水线的时限。',
  RUN_TARGET_MISSED:
    '请求没有到达要运行到的节点“{node}”：前面的分支未被选中。请运行到其他节点，或换一个问题。',
  RUN_NODE_UNKNOWN: '流水线“{pipeline}”中没有可作为运行起点或终点的节点“{node}”。请选择其中已有的节点。',
  RUN_OF_OTHER_PIPELINE: '运行“{run}”不属于流水线“{pipeline}”。请选择该流水线自己的运行来继续。',
  RUN_INPUTS_DIFFER: '运行“{run}”的输入不同，它的值不适用于这次的输入。请使用那次运行的输入，或运行全部。',
  RUN_CANCELLED: '运行已取消。',
  RUN_INTERRUPTED: '运行结束前服务器已停止；此前的结果已保留。请重新运行。',
  NO_OUTPUT: '没有答案：条件路由“{router}”把请求送入了未接到输出节点的分支。请连接该分支。',
  NODE_MUTED: '请求到达节点“{node}”后没有继续，因为该节点已停用。请启用它。',
  NOTHING_GIVEN:
    '没有答案：节点“{node}”在“{port}”上没有给出值，而通往输出节点的路径需要它。请确保它在那里给出值。',
  INPUT_INVALID: '输入“{field}”无效：{reason}。',
  BAD_DELTA: '节点“{node}”在不支持流式的端口“{port}”上输出了增量。',
  BAD_OUTPUT: '类型为“{type}”的节点“{node}”结束时没有以对象形式给出输出。',
  RUN_EVENT_GAP: '收到事件 {seq}，但应为 {expected}。请获取中间的事件。',
}
