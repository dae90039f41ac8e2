import type { egressErrors } from './egress-errors.ts'

export const egressErrorsZh: Record<keyof typeof egressErrors, string> = {
  EGRESS_DENIED: 'Signalbox 不向 {origin} 发送请求：{reason}。管理员可通过 SIGNALBOX_EGRESS_ALLOW 允许。',
  CREDENTIAL_NOT_FOUND: '此服务器上没有设置凭据“{credential}”。请在“设置”中添加，或选择其他凭据。',
  CREDENTIAL_EXISTS: '凭据“{credential}”已存在。请更换它的密钥，或使用其他名称。',
  CREDENTIAL_REFUSED: '凭据“{credential}”是为 {saved} 保存的，不会发送到 {origin}。请为此地址另存一份。',
  CREDENTIAL_SECRET_NEEDED: '凭据“{credential}”要改为发送到 {origin}，必须重新输入密钥。请同时提交密钥。',
  CREDENTIAL_NAME_TELLS: '名称中含有密钥，而名称会显示出来。请换一个名称。',
  CREDENTIAL_UNREADABLE:
    '凭据“{credential}”加密时使用的密钥文件与此服务器的不同。请在“设置”中重新输入它的密钥。',
  CREDENTIALS_NOT_KEPT: '此程序不保存凭据，因此没有“{credential}”。请在 Signalbox 服务器上运行流水线。',
  UPSTREAM_REDIRECT: '{origin} 返回了重定向，系统不会跟随。请使用最终地址。',
  UPSTREAM_TOO_LARGE: '{origin} 返回的内容超过 {limit} 字节。请减少请求的内容。',
  UPSTREAM_ENCODED: '{origin} 以未请求的编码“{encoding}”作答。',
  UPSTREAM_TIMEOUT: '{origin} 已有 {timeoutMs} ms 没有发送数据。请检查它是否过载。',
  UPSTREAM_UNREACHABLE: '无法连接 {origin}：{reason}。请检查地址以及它是否在运行。',
}
