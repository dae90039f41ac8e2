import type { egressErrors } from './egress-errors.ts'

export const egressErrorsZh: Record<keyof typeof egressErrors, string> = {
  EGRESS_DENIED: 'Signalbox 不向 {origin} 发送请求：{reason}。管理员可通过 SIGNALBOX_EGRESS_ALLOW 允许。',
  CREDENTIAL_REFUSED: '凭据“{credential}”不能用于 {origin}：{reason}。请为此地址另存一份。',
  UPSTREAM_REDIRECT: '{origin} 返回了重定向，系统不会跟随。请使用最终地址。',
  UPSTREAM_TOO_LARGE: '{origin} 返回的内容超过 {limit} 字节。请减少请求的内容。',
  UPSTREAM_ENCODED: '{origin} 以未请求的编码“{encoding}”作答。',
  UPSTREAM_TIMEOUT: '{origin} 已有 {timeoutMs} ms 没有发送数据。请检查它是否过载。',
  UPSTREAM_UNREACHABLE: '无法连接 {origin}：{reason}。请检查地址以及它是否在运行。',
}
