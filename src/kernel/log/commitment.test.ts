import canonicalize from 'canonicalize'
import { describe, expect, test } from 'vitest'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import vectors from '#test/vectors/tlog-commitment.json' with { type: 'json' }
import { canonical } from '../entry/canonical.ts'
import type { Accepted } from '../entry/envelope.ts'
import { toBase64Url } from './base64.ts'
import { toHex, utf8 } from './bytes.ts'
import { commitEntry, disclosuresOf, privateFields } from './commit.ts'
import { digestOf, disclosureJson, parseDisclosure, toDisclosure } from './disclosure.ts'
import { leafText, parseLeaf, type Leaf } from './leaf.ts'
import { leafHash } from './merkle.ts'

const { sha256 } = nodeCrypto

describe('tlog-commitment.json', () => {
  test('JCS, floats only by the library: entries have none', () => {
    for (const { in: text, canonical: wanted, sha256: hash } of vectors.jcs) {
      expect(canonicalize(JSON.parse(text))).toBe(wanted)
      expect(toHex(sha256(utf8(wanted)))).toBe(hash)
      if (/e\+|\.\d/.test(wanted)) expect(() => canonical(JSON.parse(text))).toThrow(RangeError)
      else if (wanted.normalize('NFC') === wanted) expect(canonical(JSON.parse(text))).toBe(wanted)
    }
  })

  test('NFC', () => {
    const from = (points: string) =>
      points.replaceAll(/U\+([0-9A-F]+) ?/g, (_, hex) => String.fromCodePoint(Number(`0x${hex}`)))
    for (const { input_codepoints: input, nfc_codepoints: nfc } of vectors.unicode_nfc)
      expect(canonical(from(input))).toBe(`"${from(nfc)}"`)
  })

  test('disclosures, digests, leaves and the chain of a stream', () => {
    let prev: string | null = null
    for (const { entry, canonical: text, entry_sha256_b64url: digest, leaf_hash: hash, fields } of vectors.stream) {
      for (const field of fields) {
        expect(toDisclosure(field)).toBe(field.disclosure)
        expect(parseDisclosure(field.disclosure)).toEqual({ salt: field.salt, name: field.name, value: field.value })
        expect(digestOf(sha256, field.disclosure)).toBe(field.digest)
        expect(entry._sd).toContain(field.digest)
      }
      expect(canonical(entry)).toBe(text)
      expect(entry.prev).toBe(prev)
      prev = digest
      expect(toBase64Url(sha256(utf8(text)))).toBe(digest)
      expect(toHex(leafHash(sha256, utf8(text)))).toBe(hash)
    }
  })

  test('what was changed does not stand in the leaf', () => {
    for (const { disclosure, in_sd_of_seq0: isIn } of vectors.negative)
      expect(vectors.stream[0]!.entry._sd.includes(digestOf(sha256, disclosure))).toBe(isIn)
  })
})

const entry: Accepted = {
  id: '0192f000-0000-7000-8000-000000000001',
  office: '0192f000-0000-7000-8000-0000000000aa',
  system: 'attendance',
  version: 1,
  stream: '2026-11-23/5-A',
  step: 'enter',
  body: { on: '2026-11-23', group: '5-A', marks: { a: 'P', b: 'A' }, note: 'বৃষ্টি' },
  replaces: [],
  reason: 'late',
  by: '0192f000-0000-7000-8000-0000000000bb',
  post: '0192f000-0000-7000-8000-0000000000cc',
  device: '0192f000-0000-7000-8000-0000000000dd',
  clock: { at: 1_700_000_000_123 },
  seq: 7,
  received: 1_700_000_100_999,
}
const salts = Uint8Array.from({ length: 16 * 6 }, (_, i) => i)
const digest = (json: string) => digestOf(sha256, toBase64Url(utf8(json)))

describe('the leaf of an entry', () => {
  const text = commitEntry(digest, entry, salts, { prev: 'x', op: 'correct', ref: 3 })
  const leaf = parseLeaf(utf8(text))!

  test('is canonical and tells nothing of the body, the person or the register', () => {
    expect(canonical(leaf)).toBe(text)
    expect(leaf).toMatchObject({ seq: 7, op: 'correct', ref: 3, prev: 'x', t_dev: '2023-11-14T22:13:20Z' })
    for (const secret of ['attendance', '5-A', entry.by, entry.id, 'late', 'marks', 'P"'])
      expect(text).not.toContain(secret)
  })

  test('holds the digest of every private field, and of nothing else', () => {
    const all = disclosuresOf(entry, salts)
    expect(all.map(({ name }) => name)).toEqual(['body/group', 'body/marks', 'body/note', 'body/on', 'entry', 'reason'])
    expect(all.map((d) => digest(disclosureJson(d))).sort()).toEqual(leaf._sd)
    expect(new Set(all.map(({ salt }) => salt)).size).toBe(6)
    expect(privateFields(entry).map(([, value]) => canonical(value))).not.toContain('undefined')
  })

  test('still matches what is left when a field is erased', () => {
    const { note: _, ...body } = entry.body
    const blanked = salts.slice()
    blanked.fill(0, 32, 48)
    const left = disclosuresOf({ ...entry, body }, blanked, ['body/note'])
    expect(left).toHaveLength(5)
    for (const disclosure of left) expect(leaf._sd).toContain(digest(disclosureJson(disclosure)))
  })

  test('another spelling of the same letters is the same fact', () => {
    const twice = { ...entry, body: { ...entry.body, note: 'বৃষ\u09cdটি'.normalize('NFD') } }
    const once = { ...entry, body: { ...entry.body, note: 'বৃষ\u09cdটি' } }
    const place = { prev: null, op: 'add', ref: null } as const
    expect(commitEntry(digest, twice, salts, place)).toBe(commitEntry(digest, once, salts, place))
  })
})

test('every kind of leaf is written as JCS has it', () => {
  const base: Leaf = {
    v: 'school-register/v1',
    stream: entry.office,
    seq: 9,
    prev: null,
    op: 'erase',
    ref: 7,
    t_dev: '2026-11-23T04:12:00Z',
    t_rec: '2026-11-23T04:12:00Z',
    _sd: [],
    _sd_alg: 'sha-256',
    erased: ['b', 'a'],
  }
  const count: Leaf = { ...base, op: 'count', ref: null, day: '2026-11-23', entries: 0 }
  for (const leaf of [base, count]) {
    expect(leafText(leaf)).toBe(canonical(leaf))
    expect(parseLeaf(utf8(leafText(leaf)))).toEqual(leaf)
  }
  expect(parseLeaf(utf8(` ${leafText(base)}`))).toBeUndefined()
  expect(parseLeaf(utf8('{}'))).toBeUndefined()
})
