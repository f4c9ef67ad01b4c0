import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { directoryStorage } from './directory-storage.ts'

const root = mkdtempSync(join(tmpdir(), 'khata-storage-'))
afterAll(() => rmSync(root, { recursive: true }))
const storage = directoryStorage(root)
const files = (text: string) => new Map([['tile/0/x001/000', Buffer.from(text)]])
const path = join(root, 'tile/0/x001/000')

test('a file that a crash cut off is replaced whole, and a whole one is not touched', async () => {
  await storage.write(files('whole'))
  const { ino, mtimeMs } = statSync(path)
  await storage.write(files('whole'))
  expect(statSync(path)).toMatchObject({ ino, mtimeMs })
  writeFileSync(path, 'who')
  const torn = statSync(path).ino
  await storage.write(files('whole'))
  expect([readFileSync(path, 'utf8'), statSync(path).ino === torn]).toEqual(['whole', false])
  expect(readdirSync(join(root, 'tile/0/x001'))).toEqual(['000'])
})

test('what is not there is undefined; what cannot be read is told', async () => {
  expect(await storage.read('tile/0/000')).toBeUndefined()
  expect(await storage.read('tile/0/x001/000/x')).toBeUndefined()
  await expect(storage.read('tile/0')).rejects.toThrow('EISDIR')
})

test('the checkpoint changes at one stroke, and partial tiles go with their folder', async () => {
  await storage.publish('checkpoint', Buffer.from('one'))
  await storage.publish('checkpoint', Buffer.from('two'))
  expect(String(await storage.read('checkpoint'))).toBe('two')
  await storage.write(new Map([['tile/0/001.p/7', Buffer.from('x')]]))
  await storage.drop(['tile/0/001.p', 'tile/0/002.p'])
  await storage.write(new Map([['tile/0/001.p/8', Buffer.from('y')]]))
  expect(readdirSync(join(root, 'tile/0/001.p'))).toEqual(['8'])
  expect(readdirSync(root).sort()).toEqual(['checkpoint', 'tile'])
})
