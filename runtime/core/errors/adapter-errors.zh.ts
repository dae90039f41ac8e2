import type { adapterErrors } from './adapter-errors.ts'

export const adapterErrorsZh: Record<keyof typeof adapterErrors, string> = {
  ADAPTER_INVALID: '无法使用该适配器：{reason}。请以 PEFT 格式重新导出。',
  SAFETENSORS_INVALID: '权重文件不是有效的 safetensors：{reason}。请重新导出。',
  ADAPTER_WRONG_BASE: '该适配器属于“{base}”，而此适配器库的基础模型为“{expected}”。请针对此基础模型训练。',
}
