import type { z } from 'zod'
import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { localiseFailure } from '../../runtime/core/errors/localise.ts'
import { chinese, chineseSchemaErrors } from '../messages/chinese.ts'
import { createSay } from '../messages/say.ts'
import type { ErrorWords } from './setting-errors.ts'
import { describeIssue } from './setting-errors.ts'

const words: ErrorWords = {
  say: createSay(chinese, 'zh-CN'),
  failureText: (failure) => localiseFailure(failure, 'zh-CN'),
  schemaErrors: chineseSchemaErrors,
}

/** What a document from elsewhere may hold where a setting should be. */
const wrong: readonly unknown[] = [
  null,
  -1e9,
  1e9,
  1.5,
  true,
  '',
  'x'.repeat(60_000),
  [],
  [1],
  [{}],
  [{ id: 'default', label: 'Default' }],
  [
    { id: 'a', label: 'One' },
    { id: 'a', label: 'Two' },
  ],
  {},
  { type: 'odd' },
  { inline: 4 },
  { id: 'x', revision: 'y' },
]

it('says every fault of every setting in Chinese', () => {
  const faults = builtinNodes.flatMap(({ type, config }) =>
    Object.keys(config.shape).flatMap((setting) =>
      wrong.flatMap((value) => {
        const issues: readonly z.core.$ZodIssue[] =
          config.safeParse({ [setting]: value }, { error: chineseSchemaErrors }).error?.issues ?? []
        return issues.map((issue) => `${type}.${setting}: ${describeIssue(issue, false, words)}`)
      }),
    ),
  )
  expect(faults.length).toBeGreaterThan(500)
  expect(faults.filter((text) => !/: .*\p{Script=Han}/u.test(text) || text.includes('无效输入'))).toEqual([])
  expect(faults).toContain('condition-router.rules: 标识“default”重复使用。请更改其中一个。')
  expect(faults).toContain('condition-router.rules: 标识“a”重复使用。请更改其中一个。')
})
