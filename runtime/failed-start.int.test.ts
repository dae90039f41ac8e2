import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createRuntime } from './node.ts'

it('lets go of the data directory when it can not start', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'signalbox-failed-start-'))
  try {
    const wrong = createRuntime({ dataDir, otlp: { endpoint: 'collector' } })
    await expect(wrong).rejects.toMatchObject({ code: 'USAGE_INVALID' })
    const runtime = await createRuntime({ dataDir })
    expect(await runtime.services.pipelines.list()).toMatchObject([])
    await runtime.close()
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})
