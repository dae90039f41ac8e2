import type { modelErrors } from './model-errors.ts'

export const modelErrorsZh: Record<keyof typeof modelErrors, string> = {
  MODEL_NOT_SET: '节点“{node}”没有指定模型。请在其设置中选择。',
  MODEL_REFUSED: '模型服务 {origin} 以状态 {status} 拒绝了请求：{reason}。',
  MODEL_OVERLOADED: '模型服务 {origin} 正忙或仍在加载（状态 {status}）：{reason}。请稍后再试。',
  MODEL_STREAM_BROKEN: '模型 {origin} 的回答中断：{reason}。',
  MODEL_ADDRESS_INVALID: '“{address}”不是模型服务的地址。请填写如 http://127.0.0.1:8080/v1 的地址。',
  EGRESS_UNAVAILABLE: '此程序不发出外部请求。要访问 {origin}，请为它提供出口客户端。',
  RESOURCE_NOT_REGISTERED: '没有注册名为“{resource}”的资源。请通过 createRuntime 的 resources 注册。',
  RESOURCE_WRONG_KIND: '资源“{resource}”的类型是 {kind}；此节点需要 {wanted}。',
  SUB_PIPELINE_TOO_DEEP: '流水线嵌套超过 {limit} 层。请减少嵌套。',
  SUB_PIPELINE_LOOP: '流水线互相运行，形成循环：{pipelines}。请换一条流水线或换一个版本。',
  SUB_PIPELINE_END_UNKNOWN: '流水线“{pipeline}”没有“{name}”。可选：{names}。',
  LIST_TOO_LONG: '节点“{node}”的列表有 {count} 项，上限为 {limit}。请缩短列表或提高上限。',
}
