import { describe, expect, it } from 'vitest'
import { parseSafetensors } from '../../runtime/adapters/safetensors.ts'
import { createEgressPolicy } from '../../runtime/egress/egress-policy.ts'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { fillMessage, toFailure } from '../../runtime/core/errors/failure.ts'
import { errorsZh } from '../../runtime/core/errors/errors.zh.ts'
import { reasonsZh, sayParamsZh, sayReasonZh } from './zh/reasons.ts'

const namesIn = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))

const sayZh = ({ code, params }: Pick<FailureData, 'code' | 'params'>) =>
  fillMessage(errorsZh[code], sayParamsZh(params))

describe('reasons in Chinese', () => {
  it.each(Object.entries(reasonsZh))('%s', (english, chinese) => {
    expect(namesIn(chinese)).toEqual(namesIn(english))
    // Each is found by itself: no other template takes it first.
    const filled = english.replaceAll(/\{(\w+)\}/g, 'X')
    expect(sayReasonZh(filled)).toBe(chinese.replaceAll(/\{(\w+)\}/g, 'X'))
  })

  it('say what code gives as a reason', () => {
    const policy = createEgressPolicy(['https://a.example'])
    const addresses = [
      'https://b.example',
      'ftp://a.example',
      'https://me@a.example',
      'no',
      'https://a.example/ü',
    ]
    for (const address of addresses) {
      const said = sayZh(thrownBy(() => policy.admit(address)))
      expect(
        said.replace(address, '').replaceAll(/Signalbox|SIGNALBOX_\w+|https?|[a-z]\.example/g, ''),
      ).not.toMatch(/[A-Za-z]{3}/)
    }
    for (const bytes of [new Uint8Array(3), new Uint8Array(16).fill(9, 0, 8)]) {
      const said = sayZh(thrownBy(() => parseSafetensors(bytes)))
      expect(said.replaceAll('safetensors', '')).not.toMatch(/[A-Za-z]{3}/)
    }
  })

  it('say a failure that is the reason of another', () => {
    const params = { index: 'desk', reason: 'Index "desk" has not been built. Build it under Knowledge.' }
    expect(sayZh({ code: 'INDEX_BUILD_FAILED', params })).toBe(
      '索引“desk”构建失败：索引“desk”尚未构建。请在“知识库”中构建。 请在“知识库”中重新构建。',
    )
  })

  it('say a reason in a reason', () => {
    expect(
      sayReasonZh('its shape is wrong at lines.2: Invalid input: expected string, received number'),
    ).toBe('其结构在 lines.2 处不符：应为 string，实际为 number')
  })

  it('say the kind of a thing, and no name', () => {
    expect(sayZh({ code: 'RESOURCE_EXISTS', params: { kind: 'backend', id: 'index' } })).toMatch(
      /^后端“index”/,
    )
  })

  it('leave the words of others as they are', () => {
    for (const words of ['connect ECONNREFUSED 127.0.0.1:9', 'The model `x` does not exist.', '']) {
      expect(sayReasonZh(words)).toBe(words)
    }
  })
})

function thrownBy(act: () => unknown) {
  try {
    act()
  } catch (error) {
    return toFailure(error)
  }
  throw new Error('nothing was thrown')
}
