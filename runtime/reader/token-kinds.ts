/** What a token is, as bits: the vocabulary in which span features are written. English and Chinese share the bits. */

export const kindBits = {
  word: 1 << 0,
  stop: 1 << 1,
  capital: 1 << 2,
  allCaps: 1 << 3,
  number: 1 << 4,
  year: 1 << 5,
  month: 1 << 6,
  numberWord: 1 << 7,
  timeUnit: 1 << 8,
  clock: 1 << 9,
  currency: 1 << 10,
  percent: 1 << 11,
  address: 1 << 12,
  measure: 1 << 13,
  place: 1 << 14,
  weekday: 1 << 15,
  imperative: 1 << 16,
  comma: 1 << 17,
  and: 1 << 18,
  preposition: 1 << 19,
  be: 1 << 20,
  quote: 1 << 21,
  limit: 1 << 22,
  phoneDigits: 1 << 23,
  article: 1 << 24,
  contact: 1 << 25,
  document: 1 << 26,
} as const

const setOf = (words: string) => new Set(words.split(' '))

const stop = setOf(
  'a an the of in on at to for from by with as and or but is are was were be been being it its this that these those he she they his her their who whom which what when where why how did do does has have had not no than then there so such also into over under about after before between during through can could would will may might must if while i you we our your s 的 了 是 在 和 与 或 有 也 就 都 而 及 着 或者 以及 吗 呢 吧 我 你 您 我们 他 她 它 这 那',
)
const months = setOf('january february march april may june july august september october november december')
const numberWords = setOf(
  'one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion half third quarter first second dozen 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 半 第一 第二',
)
const timeUnits = setOf(
  'minute minutes hour hours day days week weeks month months year years weekday weekdays midnight noon daily hourly 分钟 小时 天 日 周 月 年 工作日 星期 个月 秒 点 时',
)
const measures = setOf(
  'cm mm m km kg g litre litres metres metre kilos inch inches 厘米 米 公斤 千克 公里 升 件 寸 毫升 瓦时',
)
const places = setOf(
  'platform office desk counter hall entrance exit station concourse kiosk reception floor door gate lounge room park street road square building lobby window 站台 站 厅 窗口 柜台 服务台 出口 入口 大厅 楼 层 室 处 号口 候车厅 广场 候车室 服务中心',
)
const weekdays = setOf(
  'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays 周一 周二 周三 周四 周五 周六 周日 星期一 星期日',
)
const imperatives = setOf(
  'call phone ring ask go open choose select write send take bring show use contact tell return press sign fill hand tap enter log book email text visit keep report wait pick pay cancel tick attach scan give collect print 请 拨打 前往 打开 选择 点击 填写 携带 出示 联系 提交 登录 致电 发送',
)
const prepositions = setOf(
  'in on at by from with for to of between over about beside opposite behind near under until since within 在 从 到 于 向 至 由 对',
)
const be = setOf('is are was were be been being has have had called named known 是 为 叫 有 称')
const limits = setOf(
  'up maximum most least more minimum within under over limit 最多 至少 不超过 以内 以上 以下 最大 上限 不得',
)
const contacts = setOf('phone call email text post write textphone line number 电话 热线 邮箱 邮件 短信 地址')
const documents = setOf(
  'ticket card receipt form passport id railcard reference booking proof 车票 证件 收据 表格 凭证 身份证 订单号',
)

/** The kinds of one token. */
export function classifyToken(text: string, lower: string): number {
  let kinds = 0
  const add = (bit: number, holds: boolean) => {
    if (holds) kinds |= bit
  }
  const isNumber = /^\d/.test(text)
  add(kindBits.word, /[\p{L}\p{N}]/u.test(text))
  add(kindBits.stop, stop.has(lower))
  add(kindBits.capital, /^\p{Lu}/u.test(text))
  add(kindBits.allCaps, /^\p{Lu}{2,}$/u.test(text))
  add(kindBits.number, isNumber)
  add(kindBits.year, /^(?:1\d|20)\d\d$/.test(text))
  add(kindBits.month, months.has(lower))
  add(kindBits.numberWord, numberWords.has(lower))
  add(kindBits.timeUnit, timeUnits.has(lower))
  add(kindBits.clock, /^\d{1,2}[:.：]\d{2}$/.test(text))
  add(kindBits.currency, /^(?:[$£€¥]|元|pounds?|pence|p|块|人民币)$/.test(lower))
  add(kindBits.percent, /^(?:%|percent|折|％)$/.test(lower))
  add(kindBits.address, text.length > 3 && /@|\w\.\w{2,}/.test(text) && /[a-z]/i.test(text))
  add(kindBits.measure, measures.has(lower))
  add(kindBits.place, places.has(lower))
  add(kindBits.weekday, weekdays.has(lower))
  add(kindBits.imperative, imperatives.has(lower))
  add(kindBits.comma, /^[,，、]$/.test(text))
  add(kindBits.and, /^(?:and|or|和|与|或)$/.test(lower))
  add(kindBits.preposition, prepositions.has(lower))
  add(kindBits.be, be.has(lower))
  add(kindBits.quote, /^["“”'‘’()（）《》]$/.test(text))
  add(kindBits.limit, limits.has(lower))
  add(kindBits.phoneDigits, /^0\d{2,}$/.test(text) || /^\d{3,5}$/.test(text) || /^\d{3,4}-\d{3,}/.test(text))
  add(kindBits.article, /^(?:a|an|the)$/.test(lower))
  add(kindBits.contact, contacts.has(lower))
  add(kindBits.document, documents.has(lower))
  return kinds
}
