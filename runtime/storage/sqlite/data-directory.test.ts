import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findLockHolder, lockDataDirectory } from './data-directory.ts'

describe('lockDataDirectory', () => {
  let path = ''
  const lockFile = () => join(path, 'lock.json')
  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'signalbox-lock-')), 'data')
  })
  afterEach(() => rmSync(join(path, '..'), { recursive: true }))

  function lock() {
    const result = lockDataDirectory(path)
    if ('holder' in result) throw new Error('the directory is held')
    return result.directory
  }

  it('tells a second one who has it and where it listens, and lets go', () => {
    const first = lock()
    expect(lockDataDirectory(path)).toMatchObject({ holder: { pid: process.pid } })
    first.announce('http://localhost:1')
    expect(lockDataDirectory(path)).toMatchObject({ holder: { address: 'http://localhost:1' } })
    expect(findLockHolder(path)?.address).toBe('http://localhost:1')
    first.release()
    expect(findLockHolder(path)).toBeUndefined()
    expect(readdirSync(path)).toEqual([])
    lock().release()
  })

  it('takes over from a process that is gone, from another with its number, and from a damaged file', () => {
    const { pid } = process
    lock()
    for (const left of [
      JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'then' }),
      JSON.stringify({ pid, startedAt: 'then', processStart: '1' }),
      '{"pid":',
    ]) {
      writeFileSync(lockFile(), left)
      // Without /proc a process cannot be told from an earlier one with its number.
      if (process.platform !== 'linux' && left.includes('processStart')) continue
      lock()
      expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid })
    }
  })

  it('does not remove a lock that is no longer its own', () => {
    const first = lock()
    const other = JSON.stringify({ pid: process.pid, startedAt: 'later' })
    writeFileSync(lockFile(), other)
    first.release()
    expect(readFileSync(lockFile(), 'utf8')).toBe(other)
  })

  it('goes on when a take-over died in the middle', () => {
    lock()
    writeFileSync(lockFile(), '{}')
    const guard = `${lockFile()}.taking`
    writeFileSync(guard, '')
    expect(() => lock()).toThrow('in use')
    rmSync(guard)
    lock()
  })

  it('says which file cannot be written', () => {
    const file = join(path, '..', 'file')
    writeFileSync(file, '')
    expect(() => lockDataDirectory(file)).toThrow('cannot be written')
  })
})
