import type { serverErrors } from './server-errors.ts'

export const serverErrorsZh: Record<keyof typeof serverErrors, string> = {
  ROUTE_NOT_FOUND: '没有 {method} {url}。可用路由见 /openapi.json。',
  HOST_REFUSED: '拒绝发往主机“{host}”的请求。请使用 Signalbox 启动时显示的地址。',
  ORIGIN_REFUSED: '拒绝来自页面“{origin}”的请求。请在 Signalbox 自己的地址打开。',
  UNAUTHORIZED: '此服务器需要令牌。请以“Authorization: Bearer …”发送；命令行从 SIGNALBOX_TOKEN 读取令牌。',
  PARAM_INVALID: '地址中的“{field}”无效：{reason}。',
  BODY_INVALID: '请求正文中的“{field}”无效：{reason}。',
  MEDIA_TYPE_REFUSED: '此处不接受内容类型“{type}”。请发送 application/json。',
  BODY_TOO_LARGE: '请求正文超过 {limit} 字节。请分次发送。',
  REQUEST_FAILED: '无法读取请求：{reason}。',
  BIND_NEEDS_TOKEN: '监听“{host}”会向其他机器开放 Signalbox。请先设置 SIGNALBOX_TOKEN 或 --token-file。',
  TOKEN_TOO_SHORT: '令牌只有 {length} 个字符；请使用至少 {minimum} 个随机字符。',
  NO_FREE_PORT: '端口 {first} 到 {last} 均被占用。请用 --port 另选。',
  IDEMPOTENCY_KEY_REUSED: 'Idempotency-Key“{key}”此前已用于另一个请求。请为每个请求使用新的键。',
  SERVER_UNREACHABLE: '{url} 处的 Signalbox 没有响应。请检查它是否在运行。',
  STREAM_BROKEN: '与 Signalbox 的连接在传输中断开：{reason}。请重新打开该运行以继续。',
  USAGE_INVALID: '命令无效：{reason}。可用 --help 查看用法。',
  FILE_UNREADABLE: '无法读取文件“{file}”：{reason}。',
  FILE_UNWRITABLE: '无法写入文件“{file}”：{reason}。请另选位置。',
}
