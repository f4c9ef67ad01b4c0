/** What a witness answers, and what makes a cosignature good: beside the script of the vectors. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { logSigner, publicBytes, witnessSigner } from '#server/log/signer.ts'
import { judgeCheckpoint, parseAddCheckpoint, toAddCheckpoint, type AddCheckpoint } from './add-checkpoint.ts'
import { concat, utf8 } from './bytes.ts'
import { parseCheckpoint, toCheckpoint, type Checkpoint } from './checkpoint.ts'
import { cosignedMessage, toU64 } from './cosignature.ts'
import { consistencyProof, emptyRoot, leafHash, rootOf } from './merkle.ts'
import { noteLine, openNote, parseNote, toNote } from './note.ts'
import { makeKey } from './vkey.ts'

const { sha256 } = nodeCrypto
const ORIGIN = 'log.example/registers'
const keyPair = () => generateKeyPairSync('ed25519').privateKey
const [logKey, second, witnessKey] = [keyPair(), keyPair(), keyPair()]
const log = logSigner(ORIGIN, logKey)
const other = logSigner(ORIGIN, second)
const leaves = Array.from({ length: 20 }, (_, i) => leafHash(sha256, utf8(`leaf-${i}`)))
const rootAt = (size: number) => rootOf(sha256, leaves.slice(0, size))
const subtree = async (level: number, index: number) =>
  rootOf(sha256, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
const bodyOf = (size: number, root = rootAt(size)) => toCheckpoint({ origin: ORIGIN, size, root })
const noteOf = (text: string, by = log) => toNote(text, [by.line(text)])
const seenAt = (size: number): Checkpoint => ({ origin: ORIGIN, size, root: rootAt(size) })
const ask = async (old: number, size: number): Promise<AddCheckpoint> => ({
  old,
  proof: await consistencyProof(sha256, subtree, old, size),
  note: noteOf(bodyOf(size)),
})
const judge = (request: AddCheckpoint | string | undefined, seen = 0, keys = [log.key, other.key]) =>
  judgeCheckpoint(
    nodeCrypto,
    typeof request === 'string' ? parseAddCheckpoint(utf8(request)) : request,
    (origin) => (origin === ORIGIN ? keys : undefined),
    () => (seen > 0 ? seenAt(seen) : undefined),
  )

describe('a witness', () => {
  test('takes the empty log, then every step forward, and the same again', async () => {
    expect(judge(await ask(0, 0)).status).toBe(200)
    for (const [old, size] of [
      [0, 1],
      [1, 2],
      [2, 16],
      [7, 16],
      [16, 17],
      [17, 17],
      [13, 20],
    ] as const) {
      const request = await ask(old, size)
      expect(judge(request, old)).toMatchObject({ status: 200, checkpoint: { size }, text: bodyOf(size) })
      expect(toAddCheckpoint(parseAddCheckpoint(toAddCheckpoint(request))!)).toEqual(toAddCheckpoint(request))
    }
  })

  test('says which size it remembers, before it looks at the proof', async () => {
    expect(judge({ ...(await ask(0, 9)), proof: [leaves[0]!] }, 5)).toEqual({ status: 409, size: 5 })
    expect(judge(await ask(6, 9), 5)).toEqual({ status: 409, size: 5 })
    expect(judge(await ask(3, 3), 5)).toEqual({ status: 409, size: 5 })
    expect(judge(await ask(3, 3))).toEqual({ status: 409, size: 0 })
  })

  test('refuses another past, another root of the same size, and proofs where there is nothing to prove', async () => {
    const request = await ask(5, 9)
    const forged = noteOf(bodyOf(9, rootAt(8)))
    expect(judge({ ...request, note: forged }, 5).status).toBe(422)
    expect(judge({ ...request, proof: [] }, 5).status).toBe(422)
    expect(judge({ ...request, proof: [...request.proof, leaves[0]!] }, 5).status).toBe(422)
    expect(judge({ old: 5, proof: [], note: noteOf(bodyOf(5, rootAt(4))) }, 5).status).toBe(422)
    expect(judge({ ...(await ask(5, 5)), proof: [rootAt(5)] }, 5).status).toBe(422)
    expect(judge({ ...(await ask(0, 9)), proof: [rootAt(9)] }).status).toBe(422)
    expect(judge({ old: 0, proof: [], note: noteOf(bodyOf(0, rootAt(1))) }).status).toBe(422)
    expect(judge({ old: 0, proof: [], note: noteOf(bodyOf(0, emptyRoot(sha256))) }).status).toBe(200)
  })

  test('knows its logs by origin first, then by signature; an unknown line beside a good one is passed over', async () => {
    const text = bodyOf(9)
    const request = await ask(5, 9)
    const stranger = logSigner('log.example/other', second)
    const foreign = toCheckpoint({ origin: 'log.example/other', size: 9, root: rootAt(9) })
    expect(judge({ ...request, note: noteOf(foreign, stranger) }, 5).status).toBe(404)
    expect(judge({ ...request, note: noteOf(foreign) }, 5).status).toBe(404)
    expect(judge({ ...request, note: toNote(text, [stranger.line(text)]) }, 5).status).toBe(403)
    expect(judge({ ...request, note: toNote(text, [stranger.line(text), log.line(text)]) }, 5)).toMatchObject({
      status: 200,
      logLines: [log.line(text)],
    })
    expect(judge({ ...request, note: noteOf(text, other) }, 5).status).toBe(200)
    expect(judge({ ...request, note: noteOf(text, other) }, 5, [log.key]).status).toBe(403)
    const bad = other.line(bodyOf(8))
    expect(judge({ ...request, note: toNote(text, [log.line(text), bad]) }, 5).status).toBe(403)
    expect(judge({ ...request, note: toNote(text, [log.line(text), bad]) }, 5, [log.key]).status).toBe(200)
    expect(judge({ ...request, old: 12, note: toNote(text, [bad]) }, 5).status).toBe(403)
    expect(judge({ ...request, old: 12 }, 5).status).toBe(400)
  })

  test('cosigns extension lines as they stand', async () => {
    const text = `${bodyOf(9)}more 1\nmore 2\n`
    const verdict = judge({ ...(await ask(5, 9)), note: noteOf(text) }, 5)
    expect(verdict).toMatchObject({ status: 200, text })
    const witness = witnessSigner('w.example', witnessKey, () => 1_000)
    const cosigned = parseNote(toNote(text, [log.line(text), witness.line(text)]))!
    expect(openNote(nodeCrypto, cosigned, [log.key, witness.key])).toMatchObject([{}, { time: 1 }])
    const short = parseNote(toNote(text, [witness.line(bodyOf(9))]))!
    expect(openNote(nodeCrypto, short, [witness.key])).toBeUndefined()
  })

  test.each([
    ['nothing', () => ''],
    ['no old size', (good: string) => good.slice(good.indexOf('\n') + 1)],
    ['no blank line behind the proof', (good: string) => good.replace('\n\n', '\n')],
    ['a carriage return', (good: string) => good.replace('\n', '\r\n')],
    ['old size in hexadecimal', (good: string) => good.replace('old 5', 'old 0x5')],
    ['old size with a sign', (good: string) => good.replace('old 5', 'old +5')],
    ['old size with a space behind', (good: string) => good.replace('old 5', 'old 5 ')],
    ['two old sizes', (good: string) => `old 5\n${good}`],
    ['a hash cut short', (good: string) => good.replace(/\n..../, '\n')],
    ['a hash with a space', (good: string) => good.replace(/\n/, '\n ')],
    ['a checkpoint without a root', (good: string) => good.replace(/\n9\n.*\n/, '\n9\n')],
    ['a size with a leading zero', (good: string) => good.replace('\n9\n', '\n09\n')],
    ['a size past 2^53', (good: string) => good.replace('\n9\n', '\n18446744073709551615\n')],
    ['no signature', (good: string) => `${good.slice(0, good.indexOf('—'))}`],
    ['a signature cut off', (good: string) => good.slice(0, -5)],
    ['bytes behind', (good: string) => `${good}x`],
  ])('answers 400 to %s', async (_, change) => {
    const good = new TextDecoder().decode(toAddCheckpoint(await ask(5, 9)))
    expect(judge(good, 5).status).toBe(200)
    expect(judge(change(good), 5).status).toBe(400)
  })

  test('answers 400 to bytes that are not UTF-8, and reads 63 hashes but no 64', async () => {
    const raw = toAddCheckpoint(await ask(5, 9))
    expect(parseAddCheckpoint(raw.with(raw.length - 20, 0xff))).toBeUndefined()
    const many = (n: number) => toAddCheckpoint({ old: 5, proof: Array(n).fill(leaves[0]), note: noteOf(bodyOf(9)) })
    expect([parseAddCheckpoint(many(63))?.proof.length, parseAddCheckpoint(many(64))]).toEqual([63, undefined])
  })
})

describe('a cosignature', () => {
  const text = bodyOf(9)
  const witness = witnessSigner('w.example', witnessKey, () => 1_767_225_600_999)
  const raw = (time: number, message: Uint8Array, stamp = toU64(time)) =>
    noteLine(witness.key, concat(stamp, sign(null, message, witnessKey)))
  const opens = (line: string, body = text) =>
    openNote(nodeCrypto, parseNote(toNote(body, [line]))!, [witness.key])?.map(({ time }) => time)

  test('says the second it was made in', () => {
    expect(opens(witness.line(text))).toEqual([1_767_225_600])
    expect(opens(raw(5, cosignedMessage(5, text)))).toEqual([5])
  })

  test.each([
    ['whose time is not the signed one', raw(5, cosignedMessage(6, text))],
    ['whose time is written little end first', raw(5, cosignedMessage(5, text), toU64(5).reverse())],
    ['with a leading zero in the signed time', raw(5, utf8(`cosignature/v1\ntime 05\n${text}`))],
    ['without its header', raw(5, utf8(`time 5\n${text}`))],
    ['of another version', raw(5, utf8(`cosignature/v2\ntime 5\n${text}`))],
    ['over a text without its last line feed', raw(5, cosignedMessage(5, text.slice(0, -1)))],
    ['over the plain text', raw(5, utf8(text))],
    ['over another size', raw(5, cosignedMessage(5, bodyOf(8)))],
    ['without a time', noteLine(witness.key, sign(null, cosignedMessage(5, text), witnessKey))],
    [
      'with a byte behind',
      noteLine(witness.key, concat(toU64(5), sign(null, cosignedMessage(5, text), witnessKey), Uint8Array.of(0))),
    ],
    [
      'past every clock',
      noteLine(witness.key, concat(new Uint8Array(8).fill(255), sign(null, utf8(text), witnessKey))),
    ],
  ])('is refused %s', (_, line) => expect(opens(line)).toBeUndefined())

  test('is no signature of the log, nor the other way round, though the key be the same', () => {
    const both = makeKey(sha256, ORIGIN, 0x01, publicBytes(witnessKey))
    const same = makeKey(sha256, ORIGIN, 0x04, publicBytes(witnessKey))
    expect(both.id).not.toEqual(same.id)
    const plain = noteLine(both, sign(null, utf8(text), witnessKey))
    const stamped = noteLine(same, concat(toU64(5), sign(null, cosignedMessage(5, text), witnessKey)))
    const note = parseNote(toNote(text, [plain, stamped]))!
    expect(openNote(nodeCrypto, note, [both])?.map(({ time }) => time)).toEqual([undefined])
    expect(openNote(nodeCrypto, note, [same])?.map(({ time }) => time)).toEqual([5])
    expect(openNote(nodeCrypto, parseNote(toNote(text, [plain]))!, [same])).toBeUndefined()
  })
})

test.each([
  ['with extension lines', `${bodyOf(3)}x\ny z\n`, 3],
  ['with an origin that has spaces', toCheckpoint({ origin: 'a log', size: 3, root: rootAt(3) }), 3],
  ['of the empty log', bodyOf(0, emptyRoot(sha256)), 0],
  ['of the largest size', bodyOf(3).replace('\n3\n', `\n${Number.MAX_SAFE_INTEGER}\n`), Number.MAX_SAFE_INTEGER],
])('a checkpoint %s is read', (_, text, size) => expect(parseCheckpoint(text)?.size).toBe(size))

test.each([
  ['an empty extension line', `${bodyOf(3)}\n`],
  ['an empty line among extensions', `${bodyOf(3)}x\n\ny\n`],
  ['a root of 31 bytes', `${ORIGIN}\n3\n${Buffer.alloc(31).toString('base64')}\n`],
  ['a root of 33 bytes', `${ORIGIN}\n3\n${Buffer.alloc(33).toString('base64')}\n`],
  ['a root in hexadecimal', `${ORIGIN}\n3\n${Buffer.alloc(32).toString('hex')}\n`],
  ['a root in base64url', `${ORIGIN}\n3\n${Buffer.alloc(32, 255).toString('base64url')}\n`],
  ['a size of -1', bodyOf(3).replace('\n3\n', '\n-1\n')],
  ['a size with a space', bodyOf(3).replace('\n3\n', '\n3 \n')],
  ['a size of 2^53', bodyOf(3).replace('\n3\n', '\n9007199254740992\n')],
  ['two lines', `${ORIGIN}\n3\n`],
])('a checkpoint with %s is refused', (_, text) => expect(parseCheckpoint(text)).toBeUndefined())
