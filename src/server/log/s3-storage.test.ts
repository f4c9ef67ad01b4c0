import { AwsV4Signer } from 'aws4fetch'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { nodeCrypto } from './node-crypto.ts'
import { signatureOf, startBucket, type Bucket } from '#test/support/s3-server.ts'
import { readS3, s3Storage } from './s3-storage.ts'
import type { Storage } from './storage.ts'
import { openSource } from './verify/source.ts'

// The two requests of the service's own manual, with the keys it made up for them.
const access = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' }
let bucket: Bucket
let storage: Storage

const environment = () => ({
  AWS_ACCESS_KEY_ID: access.id,
  AWS_SECRET_ACCESS_KEY: access.secret,
  AWS_REGION: access.region,
  AWS_ENDPOINT_URL_S3: `${bucket.endpoint}/`,
})

beforeAll(async () => {
  bucket = await startBucket(access)
  storage = await s3Storage(readS3('s3://registers/of/schools/', environment()))
})
afterAll(() => bucket.close())

test('the bucket of these tests signs as the manual does, and so does the library we sign with', async () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': empty,
    'x-amz-date': '20130524T000000Z',
  }
  const known = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'
  const signed = Object.keys(headers)
  expect(signatureOf(access.secret, { method: 'GET', path: '/test.txt', headers, signed, region: access.region })).toBe(
    known,
  )
  const signer = new AwsV4Signer({
    url: 'https://examplebucket.s3.amazonaws.com/test.txt',
    accessKeyId: access.id,
    secretAccessKey: access.secret,
    region: access.region,
    service: 's3',
    datetime: '20130524T000000Z',
    headers: { range: 'bytes=0-9', 'x-amz-content-sha256': empty },
    allHeaders: true,
  })
  expect((await signer.sign()).headers.get('authorization')).toContain(`Signature=${known}`)
})

test('files come back as they were put, with the headers under which they may be served', async () => {
  expect(await storage.read('checkpoint')).toBeUndefined()
  const files = new TileBuilder(nodeCrypto.sha256).add(Array.from({ length: 700 }, (_, i) => Buffer.from(`leaf-${i}`)))
  await storage.write(files)
  await storage.publish('checkpoint', Buffer.from('one'))
  await storage.publish('checkpoint', Buffer.from('two'))
  expect(bucket.refused).toBe(0)
  for (const [path, bytes] of files) {
    expect(await storage.read(path)).toEqual(new Uint8Array(bytes))
    expect(bucket.objects.get(`/registers/of/schools/${path}`)).toMatchObject({
      type: 'application/octet-stream',
      cache: 'public, max-age=31536000, immutable',
    })
  }
  expect(bucket.objects.get('/registers/of/schools/checkpoint')).toMatchObject({
    bytes: Buffer.from('two'),
    type: 'text/plain; charset=utf-8',
    cache: 'public, max-age=2',
  })
  expect(files.has('tile/entries/002.p/188')).toBe(true)
})

test('a service that stumbles is asked again; one that refuses is not, and says which file', async () => {
  bucket.failures.push(503, 0, 429)
  expect(await storage.read('checkpoint')).toEqual(new Uint8Array(Buffer.from('two')))
  bucket.failures.push(403)
  await expect(storage.write(new Map([['tile/0/000', Buffer.from('x')]]))).rejects.toThrow(
    'LOG_STORE_AWAY: tile/0/000: status 403',
  )
  bucket.failures.push(500, 500, 500, 500)
  await expect(storage.publish('checkpoint', Buffer.from('three'))).rejects.toThrow('LOG_STORE_AWAY: checkpoint')
  expect(bucket.failures).toEqual([])
  expect(bucket.objects.get('/registers/of/schools/checkpoint')!.bytes.toString()).toBe('two')
})

test('another key is refused, and a missing one is named', async () => {
  const stranger = await s3Storage({ ...readS3('s3://registers', environment()), secretAccessKey: 'other' })
  await expect(stranger.read('checkpoint')).rejects.toThrow('status 403')
  expect(() => readS3('s3://registers', {})).toThrow('AWS_ACCESS_KEY_ID')
  const token = { ...environment(), AWS_SESSION_TOKEN: 'for-some-hours' }
  const visitor = await s3Storage(readS3('s3://registers/of/schools', token))
  expect(await visitor.read('checkpoint')).toEqual(new Uint8Array(Buffer.from('two')))
})

test('verify and monitor read a bucket by its name', async () => {
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value)
  const read = openSource('s3://registers/of/schools')
  expect(await read('checkpoint')).toEqual(new Uint8Array(Buffer.from('two')))
  expect(await read('tile/0/009')).toBeUndefined()
  vi.unstubAllEnvs()
  expect(() => openSource('s3://registers')).toThrow('CONFIG_LOG_STORE')
})
