/** Chinese texts of the built-in nodes. A type left out does not compile; a field or port left out fails `every-node.test.ts`. */
import type { BuiltinNodeType } from '../index.ts'

export interface FieldTexts {
  readonly title: string
  readonly description?: string
  readonly unit?: string
  /** Of an enum: its values in words. */
  readonly options?: Readonly<Record<string, string>>
}

export interface NodeTexts {
  readonly title: string
  readonly summary: string
  /** By setting; fields inside lists as `rules.label`. */
  readonly config: Readonly<Record<string, FieldTexts>>
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
}

const index: FieldTexts = { title: '索引', description: '要检索的文章集合。' }
const limit: FieldTexts = { title: '保留段落数', description: '最佳者在前。' }

export const nodesZh: Readonly<Record<BuiltinNodeType, NodeTexts>> = {
  input: {
    title: '输入',
    summary: '接收请求：其字段成为端口和表单。',
    config: {
      fields: { title: '字段', description: '每个字段是一个端口，也是表单的一部分。' },
      'fields.name': { title: '名称' },
      'fields.title': { title: '标签' },
      'fields.type': { title: '类型' },
      'fields.isRequired': { title: '必填' },
      'fields.default': { title: '默认值' },
      'fields.maxLength': { title: '最长文本' },
      'fields.role': { title: '角色' },
    },
    inputs: {},
    outputs: { question: '问题' },
  },
  output: {
    title: '输出',
    summary: '把值返回给调用方，能流式则流式。',
    config: { name: { title: '名称', description: '结果以此名称保存该值。' } },
    inputs: { value: '值' },
    outputs: {},
  },
  'hybrid-retriever': {
    title: '混合检索器',
    summary: '按词语和语义查找段落，并融合两个排序。',
    config: {
      index,
      limit,
      denseWeight: { title: '语义权重', description: '0 只按词语，1 只按语义。' },
      diversity: { title: '相关性优先于多样性', description: '1 只留最相关的；更低则去掉重复内容。' },
    },
    inputs: { query: '查询' },
    outputs: { documents: '文档' },
  },
  'bm25-retriever': {
    title: 'BM25 检索器',
    summary: '查找与查询有共同词语的段落，罕见词优先。',
    config: { index, limit },
    inputs: { query: '查询' },
    outputs: { documents: '文档' },
  },
  'intent-classifier': {
    title: '意图分类器',
    summary: '判断文本的意图，并给出校准的置信度。',
    config: { intents: { title: '意图模型', description: '在“路由”中训练。' } },
    inputs: { text: '文本' },
    outputs: { intent: '意图' },
  },
  'condition-router': {
    title: '条件路由',
    summary: '把值送入第一条成立规则的分支，否则送入默认分支。',
    config: {
      rules: { title: '规则', description: '第一条成立的规则接收请求。' },
      'rules.id': { title: '标识' },
      'rules.label': { title: '标签' },
      'rules.input_intent': { title: '意图', description: '其中任意一个；留空表示全部。' },
      'rules.confidence_threshold': { title: '置信度不低于' },
      'rules.when': {
        title: '条件',
        description: '例如：request.user == "vip" or nodes.input.question contains "退票"。',
      },
    },
    inputs: { value: '值', intent: '意图' },
    outputs: { default: '默认' },
  },
  'adapter-bank': {
    title: '适配器库',
    summary: '用意图在校准置信度下应得的适配器作答。',
    config: {
      bank: { title: '适配器库', description: '可供选择的适配器。' },
      mode: {
        title: '模式',
        description: '“生成”用适配器作答；“选择”只作决定，供下游的阅读器或对话模型使用。',
      },
      threshold: { title: '置信度不低于', description: '低于它时，按“低于阈值时”处理。' },
      margin: { title: '差距不低于', description: '意图须高出次选多少。' },
      belowThreshold: { title: '低于阈值时', description: '基础模型、库的默认适配器，或“回退”端口。' },
      routes: { title: '路线', description: '优先于适配器库自身的路线。' },
      'routes.id': { title: '标识' },
      'routes.intent': { title: '意图' },
      'routes.alias': { title: '别名' },
      'routes.threshold': { title: '置信度不低于' },
    },
    inputs: { intent: '意图', question: '问题', documents: '文档', messages: '消息' },
    outputs: { answer: '答案', decision: '决定', fallback: '回退' },
  },
  reader: {
    title: '阅读器',
    summary: '从段落中引用答案；没有依据时不作答。',
    config: { language: { title: '语言', description: '英文或中文段落。' } },
    inputs: { question: '问题', documents: '文档', adapter: '适配器' },
    outputs: { answer: '答案' },
  },
  template: {
    title: '模板',
    summary: '用输入填充文本。',
    config: {
      template: {
        title: '模板',
        description: '带 {{ 名称 }} 或 {{ 名称 | 过滤器 }} 的文本；每个名称是一个输入。',
      },
    },
    inputs: { value: '值' },
    outputs: { text: '文本' },
  },
  merge: {
    title: '合并',
    summary: '把多个分支汇成一个值。',
    config: {
      mode: { title: '模式', description: '“first”传递最先到达的值；“all”等待所有分支并给出列表。' },
    },
    inputs: { values: '多个值' },
    outputs: { value: '值' },
  },
}
