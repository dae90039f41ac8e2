import type { bankErrors } from './bank-errors.ts'

export const bankErrorsZh: Record<keyof typeof bankErrors, string> = {
  ADAPTER_NOT_FOUND: '适配器库“{bank}”中没有适配器“{adapter}”。请从列表中选择。',
  ADAPTER_IN_USE: '适配器“{adapter}”正由别名“{alias}”使用。请先把别名指向其他版本。',
  ADAPTER_NO_EFFECT: '适配器“{adapter}”没有任何作用：有无它模型的评分相同。请重新训练。',
  ALIAS_NOT_FOUND: '适配器库“{bank}”中没有别名“{alias}”。请从列表中选择。',
  BACKEND_NOT_FOUND:
    '这里没有后端“{backend}”。请另选一个，在“设置”中以此名称新建，或把它交给 createRuntime。',
  BACKEND_WRONG_LANGUAGE: '后端“{backend}”不用“{language}”作答，只支持：{known}。请换一种语言或另选后端。',
  BACKEND_CANNOT_TRAIN:
    '适配器库“{bank}”使用后端“{backend}”，这里不能在它上面训练适配器。请从文件添加适配器。',
  BACKEND_WITHOUT_ADAPTERS: '后端“{backend}”只提供基础模型。要用适配器，请选用支持适配器的后端上的适配器库。',
  BACKEND_ADAPTERS_OFF:
    '后端“{backend}”的引擎运行时不加载适配器。请以 --enable-lora 和 VLLM_ALLOW_RUNTIME_LORA_UPDATING=True 启动它。',
  BACKEND_FOLDER_UNSEEN:
    '后端“{backend}”的引擎在 {path} 找不到适配器。请让它在该处能读取本服务器的文件夹，或在后端设置中填写它所见的位置。',
  BACKEND_FOLDER_UNWRITTEN:
    '后端“{backend}”的适配器无法写入 {path}：{reason}。请腾出空间，或允许此服务器在那里写入。',
  BACKEND_MODEL_UNKNOWN:
    '{origin} 的引擎不提供“{model}”，只提供：{served}。请填写其中之一，或填写另一个引擎的地址。',
  BACKEND_MODEL_UNCLEAR: '{origin} 的引擎提供多个模型：{served}。请填写此后端代表哪一个。',
  BACKEND_LISTS_NOTHING: '{origin} 有应答，但没有列出模型。请检查地址是否以版本结尾，例如 …/v1。',
  BACKEND_OF_PROGRAM: '后端“{backend}”由本程序自带。请在程序中更改它。',
  BACKEND_IN_USE: '以下适配器库正在使用后端“{backend}”：{banks}。请先删除它们。',
  BACKENDS_NOT_KEPT: '本程序不能新建后端。请在 Signalbox 服务器上新建“{backend}”，或把它交给 createRuntime。',
  NO_QUESTIONS:
    '适配器库“{bank}”中可用于此适配器的标注问题只有 {count} 个，至少需要 {minimum} 个。请在“适配器”中添加。',
}
