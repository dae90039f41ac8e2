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
  /** What cards say, by the English text; names and numbers need none. */
  readonly facts?: Readonly<Record<string, string>>
}

const index: FieldTexts = { title: '索引', description: '要检索的文章集合。' }
const limit: FieldTexts = { title: '保留段落数', description: '从最相关的开始保留。' }

const portTypes: Readonly<Record<string, string>> = {
  text: '文本',
  messages: '消息',
  documents: '文档',
  intent: '意图',
  decision: '决策',
  answer: '答案',
  number: '数字',
  boolean: '是或否',
  json: 'JSON',
  any: '任意值',
}

export const nodesZh: Readonly<Record<BuiltinNodeType, NodeTexts>> = {
  input: {
    title: '输入',
    summary: '接收请求：其字段成为端口和表单。',
    config: {
      fields: { title: '字段', description: '每个字段是一个端口，也是表单的一部分。' },
      'fields.name': { title: '名称' },
      'fields.title': { title: '标签' },
      'fields.type': {
        title: '类型',
        options: {
          text: '文本',
          number: '数字',
          boolean: '是或否',
          json: 'JSON',
          messages: '消息',
          documents: '文档',
          intent: '意图',
          decision: '决策',
          answer: '答案',
          any: '任意',
        },
      },
      'fields.isRequired': { title: '必填' },
      'fields.default': { title: '默认值' },
      'fields.schema': {
        title: '结构',
        description: '用 JSON Schema 规定 JSON 值的结构；不填则任何值都可以。',
      },
      'fields.maxLength': { title: '最长文本', unit: '个字符' },
      'fields.role': {
        title: '角色',
        options: { question: '问题', messages: '对话消息', conversation: '会话标识', none: '无' },
      },
    },
    inputs: {},
    outputs: { question: '问题' },
  },
  output: {
    title: '输出',
    summary: '把值返回给调用方，支持时以流式返回。',
    config: { name: { title: '结果中的名称', description: '结果以此名称保存该值。' } },
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
      diversity: { title: '相关性与多样性', description: '1 只看相关性；调低可减少重复内容。' },
    },
    inputs: { query: '查询' },
    outputs: { documents: '文档' },
    facts: { 'top {limit}': '前 {limit} 段', 'meaning {denseWeight}': '语义 {denseWeight}' },
  },
  'bm25-retriever': {
    title: 'BM25 检索器',
    summary: '查找与查询有共同词语的段落，罕见词优先。',
    config: { index, limit },
    inputs: { query: '查询' },
    outputs: { documents: '文档' },
    facts: { 'top {limit}': '前 {limit} 段' },
  },
  'dense-retriever': {
    title: '语义检索器',
    summary: '查找与查询意思相同的段落，即使用词不同。',
    config: {
      source: {
        title: '检索方式',
        description: '索引；索引加宿主程序的向量模型重新排序；或宿主程序的检索器。',
        options: { index: '索引', embeddings: '索引加向量模型', retriever: '检索器' },
      },
      index,
      embeddings: { title: '向量模型', description: '宿主程序注册时使用的标识。' },
      retriever: { title: '检索器', description: '宿主程序注册时使用的标识。' },
      candidates: { title: '重新排序的候选数', description: '仅用于向量模型。' },
      limit,
    },
    inputs: { query: '查询' },
    outputs: { documents: '文档' },
    facts: {
      'top {limit}': '前 {limit} 段',
      'from the index': '用索引自带向量',
      'by embeddings': '用向量模型',
      'by a retriever of the host': '用宿主检索器',
    },
  },
  'context-builder': {
    title: '上下文构建',
    summary: '把段落拼成一段长度有限的文本，并编号以便引用。',
    config: {
      maxCharacters: {
        title: '最长文本',
        unit: '个字符',
        description: '放不下的段落在句末截断或舍去，从排在最后的段落开始。',
      },
      order: {
        title: '顺序',
        description: '“按排名”：最佳者在前；“按来源”：同一文档的段落放在一起，按原文顺序。',
        options: { rank: '按排名', source: '按来源' },
      },
      isNumbered: { title: '给段落编号' },
      hasTitles: { title: '写出标题' },
      separator: { title: '段落之间', description: '默认是两个换行，即空一行。' },
    },
    inputs: { documents: '文档' },
    outputs: { text: '文本', documents: '用到的文档' },
    facts: {
      '≤ {maxCharacters} characters': '≤ {maxCharacters} 字',
      'best first': '最佳在前',
      'in reading order': '按原文顺序',
    },
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
    summary: '把值送入第一条成立的规则对应的分支；都不成立时送入默认分支。',
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
    facts: { '1 rule': '1 条规则', '{count} rules': '{count} 条规则' },
  },
  'adapter-bank': {
    title: '适配器库',
    summary: '按意图及其校准后的置信度选择适配器作答。',
    config: {
      bank: { title: '适配器库', description: '从中选择适配器。' },
      mode: {
        title: '模式',
        description: '“生成”用适配器作答；“选择”只作出决策，供下游的阅读器或对话模型使用。',
        options: { generate: '生成', select: '选择' },
      },
      threshold: { title: '置信度不低于', description: '低于它时，按“低于阈值时”处理。' },
      margin: { title: '领先幅度不低于', description: '意图的概率须比次选高出多少。' },
      outOfScope: {
        title: '超出范围',
        description: '与训练话术都不相像的文本也可能得分很高：按低于阈值处理，或只看置信度。',
        options: { abstain: '按低于阈值处理', ignore: '只看置信度' },
      },
      belowThreshold: {
        title: '低于阈值时',
        description: '基础模型、适配器库的默认适配器，或“回退”端口。',
        options: { base: '基础模型', 'default-adapter': '默认适配器', fallback: '“回退”端口' },
      },
      routes: { title: '路由', description: '优先于适配器库自身的路由。' },
      'routes.id': { title: '标识' },
      'routes.intent': { title: '意图' },
      'routes.alias': { title: '别名' },
      'routes.threshold': { title: '置信度不低于' },
    },
    inputs: { intent: '意图', question: '问题', documents: '文档', messages: '消息' },
    outputs: { answer: '答案', decision: '决策', fallback: '回退' },
    facts: {
      '≥ {threshold}, else base model': '≥ {threshold}，否则用基础模型',
      '≥ {threshold}, else default adapter': '≥ {threshold}，否则用默认适配器',
      '≥ {threshold}, else fallback': '≥ {threshold}，否则走“回退”端口',
    },
  },
  reader: {
    title: '阅读器',
    summary: '从段落中引用答案；没有依据时不作答。',
    config: {
      language: {
        title: '语言',
        description: '英文或中文段落。',
        options: { en: 'English', zh: '简体中文' },
      },
      backend: { title: '后端', description: '由它生成回答。留空则使用该语言的内置阅读器。' },
    },
    inputs: { question: '问题', documents: '文档', adapter: '适配器' },
    outputs: { answer: '答案' },
  },
  prompt: {
    title: '提示词',
    summary: '用模板写出给对话模型的消息。',
    config: {
      system: { title: '系统消息', description: '最先告诉模型的话；{{ 名称 }} 是一个输入。留空则不发送。' },
      user: { title: '用户消息', description: '最后一条消息；{{ 名称 }} 是一个输入。' },
    },
    inputs: { context: '上下文', question: '问题', history: '对话历史' },
    outputs: { messages: '消息' },
  },
  'chat-model': {
    title: '对话模型',
    summary: '向对话模型提问，并以流式给出回答。',
    config: {
      resource: {
        title: '已注册的模型',
        description: '宿主程序注册对话模型时使用的标识。留空则使用下面的地址。',
      },
      baseUrl: { title: '地址', description: '兼容 OpenAI 的服务地址，写到版本号为止。' },
      credential: { title: '凭据', description: '只发送到保存它时的地址。' },
      model: { title: '模型', description: '服务端使用的名称。从端口传来的适配器会取而代之。' },
      system: { title: '系统消息', description: '最先告诉模型的话。留空则不发送。' },
      temperature: { title: '温度', description: '0 总是选最可能的词。' },
      topP: { title: 'Top p', description: '只从累计概率达到此值的最可能的词中选取。' },
      maxTokens: { title: '最长回答', unit: '词元' },
      stop: { title: '停止于', description: '遇到这些文本时结束回答。' },
      seed: { title: '随机种子', description: '让回答可以重现，前提是服务端支持。' },
      inputPrice: {
        title: '输入价格',
        description: '每百万词元的价格，货币不限；免费则填 0。与输出价格一同填写后，实验会给出请求的费用。',
      },
      outputPrice: {
        title: '输出价格',
        description: '每百万词元的价格，使用同一货币。缺少任一价格时不给出费用。',
      },
    },
    inputs: { messages: '消息', question: '问题', adapter: '适配器' },
    outputs: { answer: '答案' },
    facts: { 'temperature {temperature}': '温度 {temperature}' },
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
      mode: {
        title: '模式',
        description: '“最先”传递最先到达的值；“全部”等待所有分支并给出列表。',
        options: { first: '最先', all: '全部' },
      },
    },
    inputs: { values: '多个值' },
    outputs: { value: '值' },
    facts: { 'first value': '最先到的值', 'all values': '全部值' },
  },
  map: {
    title: '逐项处理',
    summary: '对列表的每一项运行一次流水线。',
    config: {
      pipeline: { title: '流水线', description: '每一项运行一次：已保存的版本，或节点自带的流水线。' },
      field: { title: '接收该项的字段', description: '流水线中接收它的输入。' },
      maxItems: { title: '最长列表', unit: '项', description: '超过即为错误。' },
      atOnce: { title: '同时处理' },
      onItemError: {
        title: '某一项失败时',
        description: '整个节点失败；或略去该项，并在第二个输出中说明。',
        options: { fail: '失败', 'leave-out': '略去' },
      },
    },
    inputs: { items: '列表', shared: '其他输入' },
    outputs: { results: '结果', failures: '失败项' },
    facts: {
      '{count} nodes': '{count} 个节点',
      '≤ {maxItems} items, {atOnce} at once': '≤ {maxItems} 项，同时 {atOnce} 项',
    },
  },
  'sub-pipeline': {
    title: '子流水线',
    summary: '把另一条流水线作为一个节点运行。',
    config: {
      pipeline: { title: '流水线', description: '已保存的版本，或节点自带的流水线。' },
      fields: {
        title: '输入',
        description: '仅用于已保存的版本：它接收的字段。留空则由一个输入以对象形式接收全部。',
      },
      'fields.name': { title: '名称' },
      'fields.type': { title: '类型', options: portTypes },
      results: {
        title: '输出',
        description: '它给出的输出及其类型；文本和答案可流式。留空则从流水线中读取。',
      },
      'results.name': { title: '名称' },
      'results.type': { title: '类型', options: portTypes },
    },
    inputs: { question: '问题' },
    outputs: { answer: '答案' },
    facts: { '{count} nodes': '{count} 个节点' },
  },
  runnable: {
    title: '可运行对象',
    summary: '按注册标识调用宿主程序的对象。',
    config: {
      resource: { title: '资源', description: '宿主程序注册时使用的标识。' },
      result: {
        title: '结果',
        description: '作为文本时，若对象支持则流式输出。',
        options: { json: 'JSON', text: '文本' },
      },
    },
    inputs: { input: '输入' },
    outputs: { output: '输出' },
  },
}
