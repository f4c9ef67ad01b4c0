import { createHash, randomUUID } from 'node:crypto'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import type { PersonKey } from '#test/support/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
  const clerk = await t.makePerson('Kamla')
  await t.seat(clerk, 'block', 'block-clerk')
  await t.sql(
    `insert into account (person, username, password, must_change) select $1, 'clerk', password, false from account where username = 'uphead'`,
    [clerk],
  )
})
afterAll(() => t?.stop())

const pngOf = (text: string) =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(text)])
const png = pngOf('not much of a picture')
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const as = (type: string) => ({ headers: { 'x-khata-type': type } })
const send = (client: Client, bytes: Buffer) => client.put(`/files/${hash(bytes)}`, bytes, as('image/png'))

/** How each of them is answered who asks for a file whose hash she knows. */
const readers = async (bytes: Buffer, ...names: (PersonKey | 'clerk')[]): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      names.map(async (name) => {
        const client = await t.signIn(name)
        return [name, (await client.get(`/files/${hash(bytes)}`)).status] as const
      }),
    ),
  )

const mark = (bytes: Buffer) => ({ sha256: hash(bytes), bytes: bytes.length, type: 'image/png' })

/** A page of a register that clerks do not read, with a photo. */
const incident = (client: Client, bytes: Buffer) =>
  client.entry('meal-incident', 'enter', {
    incident: randomUUID(),
    on: '2026-07-13',
    kind: 'other',
    ill: 0,
    hospital: 0,
    what: 'A lizard in the pot',
    photo: mark(bytes),
  })

describe('a file is read', () => {
  test('by the one who sent it, and by those who may read a page of hers that names it', async () => {
    const teacher = await t.signIn('upteacher')
    expect((await send(teacher, png)).status).toBe(201)
    const plain = { headers: { 'content-type': 'image/png' } }
    expect((await teacher.put(`/files/${hash(png)}`, png, plain)).body).toMatchObject({ type: 'image/png' })
    expect((await send(teacher, png)).status).toBe(201)
    const unnamed = { upteacher: 200, shiksha: 404, uphead: 404, beo: 404, clerk: 404 }
    expect(await readers(png, ...(Object.keys(unnamed) as (keyof typeof unnamed)[]))).toEqual(unnamed)
    expect(await teacher.send(incident(teacher, png))).toMatchObject([{ status: 'accepted' }])
    const named = { upteacher: 200, shiksha: 200, uphead: 200, beo: 200, clerk: 404, head: 404, ueo: 404 }
    const names = Object.keys(named) as (keyof typeof named)[]
    expect(await readers(png, ...names)).toEqual(named)
    // Row-level security alone says the same.
    t.deps.isFiltering = false
    expect(await readers(png, ...names)).toEqual(named)
    delete t.deps.isFiltering
    const got = await (await t.signIn('uphead')).get(`/files/${hash(png)}`)
    expect(got.raw.equals(png)).toBe(true)
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  test('not by one who writes its hash into a page of her own; who sends the same bytes has them already', async () => {
    const [teacher, head] = [await t.signIn('upteacher'), await t.signIn('uphead')]
    const bytes = pngOf('of nobody else')
    await send(teacher, bytes)
    expect(await head.send(incident(head, bytes))).toMatchObject([{ status: 'accepted' }])
    expect(await readers(bytes, 'uphead', 'shiksha', 'beo')).toEqual({ uphead: 404, shiksha: 404, beo: 404 })
    expect((await send(head, bytes)).status).toBe(201)
    expect(await readers(bytes, 'uphead', 'beo', 'clerk')).toEqual({ uphead: 200, beo: 200, clerk: 404 })
  })

  test('by those who may read the page that waits for a decision', async () => {
    const teacher = await t.signIn('teacher')
    const bytes = pngOf('late')
    await send(teacher, bytes)
    const page = { receipt: randomUUID(), on: '2026-06-15', kind: 'grant', head: 'slip', amount: 500, order: '44' }
    const late = teacher.entry('receipt', 'enter', { ...page, paper: mark(bytes) })
    expect(await teacher.send(late)).toMatchObject([{ status: 'held' }])
    expect(await readers(bytes, 'aueo', 'ueo', 'ueo2')).toEqual({ aueo: 200, ueo: 200, ueo2: 404 })
  })
})

describe('a file is refused', () => {
  test('when its hash, its type or its size is wrong', async () => {
    const teacher = await t.signIn('teacher')
    const put = async (sha: string, bytes: Buffer, type: string) => {
      const { status, body } = await teacher.put(`/files/${sha}`, bytes, as(type))
      return [status, body.code]
    }
    expect(await put('0'.repeat(64), png, 'image/png')).toEqual([422, 'FILE_HASH_WRONG'])
    expect(await put(hash(png), png, 'image/jpeg')).toEqual([422, 'FILE_TYPE_WRONG'])
    expect(await put(hash(png), png, 'text/html')).toEqual([422, 'FILE_TYPE_WRONG'])
    expect(await put(hash(png), png, '__proto__')).toEqual([422, 'FILE_TYPE_WRONG'])
    const large = Buffer.alloc(2 * 1024 * 1024 + 1)
    expect(await put(hash(large), large, 'image/png')).toEqual([413, 'BODY_TOO_LARGE'])
    expect(await put('xyz', png, 'image/png')).toEqual([400, 'REQUEST_MALFORMED'])
  })

  test('before forty megabytes of it are read, with how much is too much', async () => {
    const teacher = await t.signIn('teacher')
    await t.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = t.app.server.address() as AddressInfo
    const said = await new Promise<string>((done, fail) => {
      const socket = connect(port, '127.0.0.1').on('error', fail)
      socket.once('data', (bytes) => {
        socket.destroy()
        done(String(bytes))
      })
      // Only the head is sent: the answer must not wait for what is announced.
      socket.write(
        [
          `PUT /api/v1/files/${'0'.repeat(64)} HTTP/1.1`,
          'host: x',
          'x-khata: 1',
          `cookie: ${teacher.cookie}`,
          'content-type: image/jpeg',
          'content-length: 41943040',
          '',
          '',
        ].join('\r\n'),
      )
    })
    expect(said).toContain('HTTP/1.1 413')
    expect(said).toContain('"max":2097152')
  })
})
