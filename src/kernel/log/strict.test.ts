import { describe, expect, test } from 'vitest'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import notes from '#test/vectors/tlog-notes.json' with { type: 'json' }
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64.ts'
import { utf8 } from './bytes.ts'
import { parseAddCheckpoint } from './add-checkpoint.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { fromDecimal } from './decimal.ts'
import { openNote, parseNote } from './note.ts'
import { parsePolicy, type Policy } from './policy.ts'
import { parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { parseVkey } from './vkey.ts'

const { sha256 } = nodeCrypto
const log = parseVkey(sha256, notes.log.vkey)!
const [w1, w2] = notes.witnesses.map((w) => parseVkey(sha256, w.vkey)!)
const given = notes.checkpoints.find(({ size }) => size === 257)!
const [, ownLine, w1Line, w2Line] = given.cosigned_note.match(/\n\n(.*\n)(.*\n)(.*\n)$/)!
const opens = (text: string | Uint8Array, keys = [log]) => {
  const note = parseNote(text)
  return note !== undefined && openNote(nodeCrypto, note, keys) !== undefined
}

test.each([
  '',
  'A',
  'AA',
  'AAA',
  'AB==',
  'AA=',
  'AA== ',
  'AA==\n',
  'AA=A',
  'AAB=',
  'A-==',
  '====',
  'AAAA====',
  'AAA=AAAA',
])('base64 %j is read only where it is the one spelling', (text) =>
  expect(fromBase64(text)?.length).toBe(text === '' ? 0 : undefined),
)

test('base64 both ways', () => {
  for (let n = 0; n < 20; n += 1) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 83 + n * 29) & 255)
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
    expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
    expect([fromBase64(toBase64(bytes)), fromBase64Url(toBase64Url(bytes))]).toEqual([bytes, bytes])
  }
})

test.each(['00', '01', '+1', '-1', ' 1', '1 ', '1.0', '1e3', '', '0x1', '9007199254740993', '১'])(
  '%j is no decimal',
  (text) => expect(fromDecimal(text)).toBeUndefined(),
)

describe('a note is refused', () => {
  const good = given.signed_note
  test.each([
    ['without a blank line', good.replace('\n\n', '\n')],
    ['without its last line feed', good.slice(0, -1)],
    ['without signatures', `${given.body}\n`],
    ['with CR LF', good.replaceAll('\n', '\r\n')],
    ['with a CR in a signature line', `${good.slice(0, -1)}\r\n`],
    ['with a tab', good.replace('log.example', 'log\t.example')],
    ['with NUL', good.replace('257', '257\0')],
    ['with a hyphen for the dash', good.replace('— ', '- ')],
    ['with two spaces', good.replace('— ', '—  ')],
    ['with a space behind', `${good.slice(0, -1)} \n`],
    ['with a name that has a plus', good.replace('— log.', '— log+')],
    ['with a name that has a no-break space', good.replace('— log.', '— log\u00a0')],
    ['with a line that is no signature', `${good}x\n`],
    ['with a blank line behind', `${good}\n`],
    ['with one letter changed', good.replace('257', '258')],
    ['signed by nobody known', given.cosigned_note.replace(ownLine!, '')],
    ['with unknown base64', `${good}— other.example !!!!\n`],
    ['with a signature too short to hold a key ID and one byte', `${good}— other.example AAAAAA==\n`],
    ['with a good and a bad signature of one key', `${good}${ownLine!.replace(/..=\n$/, 'AA=\n')}`],
    [
      'with padding bits that are not zero',
      good.replace(/(.)=\n$/, (_, c: string) => `${String.fromCharCode(c.charCodeAt(0) + 1)}=\n`),
    ],
  ])('%s', (_, text) => expect(opens(text)).toBe(false))

  test('where its bytes are not UTF-8', () => {
    const bytes = utf8(given.signed_note)
    expect(opens(bytes)).toBe(true)
    expect(opens(bytes.with(3, 0xff))).toBe(false)
  })

  test('with a hundred and one signatures, and with a bad one of a known witness', () => {
    const other = (i: number) => `— other.example/${i} AAAAAAA=\n`
    expect(opens(given.signed_note + Array.from({ length: 100 }, (_, i) => other(i)).join(''))).toBe(false)
    const swapped = given.signed_note + w1Line!.replace('w1 88CAtgAAAABpVbkA', 'w1 88CAtgAAAABpVbkB')
    expect(opens(swapped)).toBe(true)
    expect(opens(swapped, [log, w1!])).toBe(false)
  })
})

describe('a note is taken', () => {
  test('with unknown signatures, sixteen and more, in any order', () => {
    const others = Array.from({ length: 40 }, (_, i) => `— other.example/${i} AAAAAAA=\n`).join('')
    expect(opens(`${given.body}\n${others}${ownLine}`)).toBe(true)
  })

  test('with one good line twice', () => expect(opens(given.signed_note + ownLine!)).toBe(true))

  test('where another key has the same name or the same ID', () => {
    const id = ownLine!.slice(2).split(' ')[1]!.slice(0, 5)
    expect(opens(`${given.signed_note}— log.example.org/school-registers AAAAAAAA\n`)).toBe(true)
    expect(opens(`${given.signed_note}— other.example ${id}AAA\n`)).toBe(true)
  })

  test('with blank lines in its text: the last one parts text and signatures', () => {
    expect(parseNote(`a\n\nb\n\n— x.example AAAAAAA=\n`)).toMatchObject({ text: 'a\n\nb\n' })
  })
})

test.each([
  notes.log.vkey.replace('15b36830', '15b36831'),
  notes.log.vkey.replace('15b36830', '15B36830'),
  notes.log.vkey.replace('+AQOh', '+BAOh'),
  notes.log.vkey.replace('log.', 'lag.'),
  notes.log.vkey.slice(0, -4),
  `${notes.log.vkey} `,
  notes.log.vkey.replace('log.', 'log '),
  '',
  'a+b+c',
])('%s is no key', (text) => expect(parseVkey(sha256, text)).toBeUndefined())

test.each([
  'o\n257\nRdfiB7m9lIoLHlUWLtw4ZFPIqYU7XzxFfiVxbAvpjsI=',
  '\n257\nRdfiB7m9lIoLHlUWLtw4ZFPIqYU7XzxFfiVxbAvpjsI=\n',
  'o\n0257\nRdfiB7m9lIoLHlUWLtw4ZFPIqYU7XzxFfiVxbAvpjsI=\n',
  'o\n257\nRdfiB7m9lIoLHlUWLtw4ZFPIqYU7XzxFfiVxbAvpjsJ=\n',
  'o\n257\nRdfiB7m9lIoLHlUWLtw4ZFPIqYU7XzxFfiVxbAvp\n',
  'o\n257\nRdfiB7m9lIoLHlUWLtw4ZFPIqYU7XzxFfiVxbAvpjsI=\n\n',
  'o\n257\n',
])('%j is no checkpoint', (text) => expect(parseCheckpoint(text)).toBeUndefined())

describe('a receipt is refused', () => {
  const proof = notes.tlog_proofs[0]!.tlog_proof
  const policy = parsePolicy(sha256, notes.policy) as Policy
  const check = (text: string) => verifyTlogProof(nodeCrypto, policy, utf8('leaf-256'), parseTlogProof(text))
  test.each([
    ['with an index that has a leading zero', proof.replace('index 256', 'index 0256'), 'PROOF_MALFORMED'],
    ['with another index', proof.replace('index 256', 'index 255'), 'PROOF_NOT_INCLUDED'],
    ['with an index past the end', proof.replace('index 256', 'index 257'), 'PROOF_NOT_INCLUDED'],
    ['without a hash', proof.replace(/index 256\n.*\n/, 'index 256\n'), 'PROOF_NOT_INCLUDED'],
    ['with a hash too many', proof.replace(/(index 256\n)(.*\n)/, '$1$2$2'), 'PROOF_NOT_INCLUDED'],
    ['with a short hash', proof.replace(/(index 256\n)....(.*\n)/, '$1$2'), 'PROOF_MALFORMED'],
    ['of another version', proof.replace('@v1', '@v2'), 'PROOF_MALFORMED'],
    ['with empty extra data', proof.replace('index', 'extra \nindex'), 'PROOF_MALFORMED'],
    ['with extra data that is no base64', proof.replace('index', 'extra ??\nindex'), 'PROOF_MALFORMED'],
    ['with extra data twice', proof.replace('index', 'extra AA==\nextra AA==\nindex'), 'PROOF_MALFORMED'],
    ['with CR LF', proof.replaceAll('\n', '\r\n'), 'PROOF_MALFORMED'],
    ['of a log nobody knows', proof.replace('log.example.org/school-registers\n257', 'x\n257'), 'PROOF_LOG_UNKNOWN'],
    ['without the log', proof.replace(ownLine!, ''), 'PROOF_SIGNATURE_WRONG'],
    ['with one witness too few', proof.replace(w2Line!, ''), 'PROOF_QUORUM_MISSING'],
  ])('%s', (_, text, fault) => expect(check(text)).toEqual({ ok: false, fault }))

  test('and taken with extra data', () =>
    expect(check(proof.replace('index', 'extra AA==\nindex'))).toMatchObject({ ok: true, index: 256 }))
})

describe('a policy', () => {
  const read = (text: string) => parsePolicy(sha256, text)
  const head = `log ${notes.log.vkey}\nwitness W1 ${notes.witnesses[0]!.vkey} https://w1.example/\nwitness W2 ${notes.witnesses[1]!.vkey}\n`
  test.each([
    'quorum none\nquorum none\n',
    '',
    'quorum W3\n',
    'group g 0 W1\nquorum g\n',
    'group g 3 W1 W2\nquorum g\n',
    'group g 01 W1 W2\nquorum g\n',
    'group g all\nquorum g\n',
    'group g all W1 W1\nquorum g\n',
    'group g any W1 W2\ngroup h all g W2\nquorum h\n',
    'group g any W1\ngroup h all W1 W2\nquorum g\n',
    'group g any W1\ngroup h any g\ngroup i any g\nquorum i\n',
    'group g any g\nquorum g\n',
    'group g any W1\ngroup g any W2\nquorum g\n',
    'group g -1 W1\nquorum g\n',
    'group g 1.5 W1 W2\nquorum g\n',
    'group g ALL W1\nquorum g\n',
    'group g any w1\nquorum g\n',
    'group g any\u00a0W1\nquorum g\n',
    'group g any W1\nquorum none\nquorum g\n',
    'quorum\n',
    'quorum none\u007f\n',
    'quorum none\0\n',
    'group W1 all W2\nquorum W1\n',
    'group none all W2\nquorum none\n',
    'group g all none\nquorum g\n',
    'quorum g\ngroup g all W1\n',
    'quorum none extra\n',
    'quorum none\r\n',
    'other\nquorum none\n',
    `witness W3 ${notes.witnesses[0]!.vkey}\nquorum none\n`,
    `witness W3 ${notes.log.vkey}\nquorum none\n`,
    `log ${notes.log.vkey}\nquorum none\n`,
  ])('with %j is refused', (tail) => expect(read(head + tail)).toHaveProperty('wrong'))

  test('counts witnesses by groups of groups', () => {
    const policy = read(`${head}\t# said\n\n \tgroup one any W1\ngroup both\t2 one  W2 \nquorum both\n`) as Policy
    expect(policy.witnesses[0]).toMatchObject({ name: 'W1', url: 'https://w1.example/' })
    const counts = (tail: string) => {
      const { isQuorum } = read(head + tail) as Policy
      return [[], [w1!], [w2!], [w1!, w2!], [w1!, w1!]].map((keys) => isQuorum(keys))
    }
    expect(counts('group both 2 W1 W2\nquorum both\n')).toEqual([false, false, false, true, false])
    expect(counts('group both all W1 W2\nquorum both\n')).toEqual([false, false, false, true, false])
    expect(counts('group one any W1 W2\nquorum one\n')).toEqual([false, true, true, true, true])
    expect(counts('group one 1 W1 W2\nquorum one\n')).toEqual([false, true, true, true, true])
    expect(counts('group a any W1\ngroup b all W2\ngroup c 2 a b\nquorum c\n')[3]).toBe(true)
    expect(counts('quorum W2\n')).toEqual([false, false, true, true, false])
    expect(counts('group unused all W1 W2\nquorum W1')).toEqual([false, true, false, true, true])
    expect(policy.isQuorum([w2!])).toBe(false)
    expect((read(`${head}quorum none\n`) as Policy).isQuorum([])).toBe(true)
  })
})

test.each([
  'old 03\n\n',
  'old 3\n',
  'old 3\nAA==\n\n',
  'old  3\n\n',
  'Old 3\n\n',
  `old 3\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n`,
])('the request %j is refused', (text) => expect(parseAddCheckpoint(utf8(text + given.signed_note))).toBeUndefined())
