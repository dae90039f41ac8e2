import { expect, it } from 'vitest'
import { createKeeper } from './recently-used.ts'

it('makes a thing once, forgets the one asked for longest ago, and keeps no failure', async () => {
  const made: string[] = []
  const keep = createKeeper<string>(2)
  const ask = (key: string) =>
    keep(key, async () => {
      made.push(key)
      if (key === 'bad') throw new Error('no')
      return `${key} ${made.length}`
    })
  expect([await ask('a'), await ask('b'), await ask('a')]).toEqual(['a 1', 'b 2', 'a 1'])
  await ask('c')
  expect([await ask('a'), await ask('b')]).toEqual(['a 1', 'b 4'])
  await expect(ask('bad')).rejects.toThrow('no')
  await expect(ask('bad')).rejects.toThrow('no')
  expect(made).toEqual(['a', 'b', 'c', 'b', 'bad', 'bad'])
})
