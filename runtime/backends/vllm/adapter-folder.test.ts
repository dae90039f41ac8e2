import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAdapterFolder } from './adapter-folder.node.ts'

let path = ''
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'signalbox-folder-'))
})
afterEach(() => rm(path, { recursive: true, force: true }))

const text = (value: string) => new TextEncoder().encode(value)
const id = 'fees@0123456789ab'
const files = { id, config: text('{}'), weights: text('weights') }
const open = (seenAt = path) => openAdapterFolder({ path: join(path, 'adapters'), seenAt, backend: 'gpu' })
const listed = async () => (await readdir(path, { recursive: true })).sort()

it('writes both files, and says where the engine sees them', async () => {
  expect(await open('/mnt/a/').write(files)).toBe(`/mnt/a/gpu/${id}`)
  expect(await open('/').write(files)).toBe(`/gpu/${id}`)
  const at = join(path, 'adapters', 'gpu', id)
  expect((await readdir(at)).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors'])
  expect(await readFile(join(at, 'adapter_model.safetensors'), 'utf8')).toBe('weights')
})

it('leaves what is there already, and nothing beside it, also for many at once', async () => {
  const folder = open()
  await folder.write(files)
  await Promise.all([1, 2, 3].map(() => folder.write({ ...files, weights: text('other') })))
  expect(await readFile(join(path, 'adapters', 'gpu', id, 'adapter_model.safetensors'), 'utf8')).toBe(
    'weights',
  )
  expect(await readdir(join(path, 'adapters', 'gpu'))).toEqual([id])
})

it('writes all or nothing: what cannot be written leaves no folder, and says why', async () => {
  // A file where the folder should be: what root may do does not matter.
  await mkdir(join(path, 'adapters'))
  await writeFile(join(path, 'adapters', 'gpu'), '')
  await expect(open().write(files)).rejects.toMatchObject({
    code: 'BACKEND_FOLDER_UNWRITTEN',
    status: 507,
    params: {
      backend: 'gpu',
      path: join(path, 'adapters', 'gpu'),
      reason: expect.stringContaining('ENOTDIR'),
    },
  })
  expect(await listed()).toEqual(['adapters', join('adapters', 'gpu')])
  await rm(join(path, 'adapters', 'gpu'))
  // The second file cannot be written.
  const unwritable = { ...files, weights: {} as Uint8Array }
  await expect(open().write(unwritable)).rejects.toMatchObject({ code: 'BACKEND_FOLDER_UNWRITTEN' })
  expect(await readdir(join(path, 'adapters', 'gpu'))).toEqual([])
})

it('removes one and leaves the others', async () => {
  const folder = open()
  const other = 'fees@ba9876543210'
  await folder.write(files)
  await folder.write({ ...files, id: other })
  await folder.remove(id)
  await folder.remove(id)
  expect(await readdir(join(path, 'adapters', 'gpu'))).toEqual([other])
})

it.each([
  '..',
  '../..',
  '../other@0123456789ab',
  '/etc',
  '',
  '.',
  'fees',
  'fees@0123456789ab/..',
  'a\\b@0123456789ab',
])('is not left by the name "%s"', async (wrong) => {
  const outside = join(path, 'other@0123456789ab')
  await mkdir(outside)
  const refused = { code: 'ADAPTER_NOT_FOUND' }
  await expect(open().write({ ...files, id: wrong })).rejects.toMatchObject(refused)
  await expect(open().remove(wrong)).rejects.toMatchObject(refused)
  expect(await listed()).toEqual(['other@0123456789ab'])
})
