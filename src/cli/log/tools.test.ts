import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import merkle from '#test/vectors/tlog-merkle.json' with { type: 'json' }
import notes from '#test/vectors/tlog-notes.json' with { type: 'json' }

const folder = mkdtempSync(join(tmpdir(), 'khata-tools-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const khata = (args: string[], input: string | Buffer = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/khata.ts', 'log', ...args], {
    input,
    encoding: 'utf8',
  })
  return { status, stdout, stderr: stderr.trim() }
}

/** No tool ever ends with a trace of the program: one line says why. */
const saysWhy = (args: string[], input: string | Buffer, why: RegExp) => {
  const { status, stdout, stderr } = khata(args, input)
  expect([status, stdout, stderr.split('\n').length]).toEqual([1, '', 1])
  expect(stderr).toMatch(why)
}

test('verify-note', () => {
  const { note, vkey } = notes.spec_example
  expect(khata(['verify-note', '--vkey', vkey], note)).toMatchObject({
    status: 0,
    stdout: 'This is an example message.\n',
  })
  expect(khata(['verify-note', '--vkey', vkey], note.replace('an', 'no'))).toMatchObject({
    status: 1,
    stderr: 'NOTE_SIGNATURE_WRONG',
  })
  expect(khata(['verify-note', '--vkey', vkey], note.trimEnd())).toMatchObject({ status: 1, stderr: 'NOTE_MALFORMED' })
  saysWhy(['verify-note', '--vkey', `${vkey}x`], note, /^LOG_VKEY_WRONG/)
  saysWhy(['verify-note'], note, /^CLI_FLAG_MISSING/)
  saysWhy(['verify-note', '--vkey', vkey], '', /^NOTE_MALFORMED$/)
  saysWhy(['verify-note', '--vkey', vkey], note.replaceAll('\n', '\r\n'), /^NOTE_MALFORMED$/)
  saysWhy(['verify-note', '--vkey', vkey], Buffer.from(note).fill(0xff, 3, 4), /^NOTE_MALFORMED$/)
  saysWhy(['verify-note', '--vkey', vkey], Buffer.alloc(2_000_000, note), /^NOTE_MALFORMED$/)
})

test('verify-note with several keys: one good signature is enough, one bad is too many', () => {
  const { cosigned_note: note, signed_note: own } = notes.checkpoints[3]!
  const keys = [notes.log, ...notes.witnesses].flatMap(({ vkey }) => ['--vkey', vkey])
  expect(khata(['verify-note', ...keys], note).status).toBe(0)
  expect(khata(['verify-note', ...keys], own).status).toBe(0)
  saysWhy(['verify-note', '--vkey', notes.witnesses[0]!.vkey], own, /^NOTE_SIGNATURE_WRONG$/)
  const bad = note.replace(/(w2 ciM7RwAAAABpVbkB)(....)/, '$1AAAA')
  saysWhy(['verify-note', ...keys], bad, /^NOTE_SIGNATURE_WRONG$/)
  expect(khata(['verify-note', '--vkey', notes.log.vkey], bad).status).toBe(0)
})

test('verify-proof', () => {
  const { tlog_proof: proof, entry_utf8: entry } = notes.tlog_proofs[0]!
  const args = ['verify-proof', '--policy', file('policy', notes.policy), '--entry']
  expect(khata([...args, file('entry', entry)], proof)).toMatchObject({ status: 0 })
  expect(khata([...args, file('other', `${entry}\n`)], proof)).toMatchObject({
    status: 1,
    stderr: 'PROOF_NOT_INCLUDED',
  })
  saysWhy([...args, file('entry', entry)], proof.replace('index 256', 'index 0256'), /^PROOF_MALFORMED$/)
  saysWhy([...args, file('entry', entry)], '', /^PROOF_MALFORMED$/)
  saysWhy([...args, file('none', '')], proof, /^PROOF_NOT_INCLUDED$/)
  saysWhy([...args, join(folder, 'gone')], proof, /ENOENT/)
  saysWhy(['verify-proof', '--policy', join(folder, 'gone'), '--entry', file('entry', entry)], proof, /ENOENT/)
  saysWhy(['verify-proof', '--policy', file('empty', ''), '--entry', file('entry', entry)], proof, /^LOG_POLICY_WRONG/)
  saysWhy([...args], proof, /^CLI_FLAG_MISSING/)
  const remarked = Buffer.concat([Buffer.from([0x23, 0xe9, 0xff, 0x0a]), Buffer.from(notes.policy)])
  expect(
    khata(['verify-proof', '--policy', file('latin', remarked), '--entry', file('entry', entry)], proof).status,
  ).toBe(0)
  for (const { tlog_proof: text, entry_utf8: bytes } of notes.tlog_proofs)
    expect(khata([...args, file('entry', bytes)], text).status).toBe(0)
})

test('root', () => {
  const { entries_hex: hex, roots_hex_for_size_1_to_8: roots } = merkle.ct_reference
  const entries = file('hex', `${hex.join('\n')}\n`)
  expect(khata(['root', '--entries', entries], roots.at(-1)).status).toBe(0)
  expect(khata(['root', '--entries', entries], roots[0]).status).toBe(1)
  expect(khata(['root', '--entries', '-'], `${hex.join('\n')}\n`).stdout.split('\n')[1]).toBe(roots.at(-1))
  const base64 = hex.map((text) => Buffer.from(text, 'hex').toString('base64')).join('\n')
  expect(khata(['root', '--entries', file('base64', base64)], roots.at(-1)).status).toBe(0)
  expect(khata(['root', '--entries', file('empty', '')]).stdout.split('\n')[1]).toBe(merkle.empty_root)
  const thousand = merkle.trees.find(({ size }) => size === 1000)!
  const leaves = file('text', Array.from({ length: 1000 }, (_, i) => `leaf-${i}\n`).join(''))
  const { signed_note: note } = notes.checkpoints.find(({ size }) => size === 1000)!
  expect(khata(['root', '--entries', leaves], note)).toMatchObject({
    status: 0,
    stdout: `${thousand.root_b64}\n${thousand.root_hex}\n`,
  })
})

test('root reads a file whichever way it is written, and says so where it is none', () => {
  const entries = ['a', '', 'bc', 'leaf-0'].map((text) => Buffer.from(text))
  const rootOf = (path: string, ...more: string[]) => khata(['root', '--entries', path, ...more]).stdout
  const lines = rootOf(file('lines', 'a\n\nbc\nleaf-0'))
  expect(lines).not.toBe('')
  const hex = entries.map((entry) => entry.toString('hex').toUpperCase()).join('\r\n')
  const bundle = Buffer.concat(entries.flatMap((entry) => [Buffer.from([0, entry.length]), entry]))
  for (const path of [file('hex', `${hex}\r\n`), file('bundle', bundle)]) expect(rootOf(path)).toBe(lines)
  expect(rootOf(file('cut', 'a\n\nbc\nleaf-0'), '--as', 'text')).toBe(lines)
  saysWhy(['root', '--entries', file('cut', bundle.subarray(0, -1))], '', /^LOG_ENTRIES_MALFORMED.*cut short/)
  saysWhy(['root', '--entries', file('crlf', 'a!\r\nb!\r\n')], '', /^LOG_ENTRIES_MALFORMED.*CR LF/)
  expect(rootOf(file('crlf', 'a!\r\nb!\r\n'), '--as', 'text')).not.toBe('')
  saysWhy(['root', '--entries', file('long', Buffer.alloc(70_000, 'z!'))], '', /^LOG_ENTRIES_MALFORMED.*too long/)
  saysWhy(['root', '--entries', file('hex', '0g\n'), '--as', 'hex'], '', /^LOG_ENTRIES_MALFORMED/)
  saysWhy(['root', '--entries', file('hex', '00\n'), '--as', 'json'], '', /^CLI_FLAG_WRONG/)
  saysWhy(['root', '--entries', join(folder, 'gone')], '', /ENOENT/)
  saysWhy(['root', '--entries', folder], '', /EISDIR/)
  // Four letters are base64 as well: with a root to compare, the way that fits it is the right one.
  const words = file('words', 'abcd\nefgh\n')
  const [asText] = rootOf(words, '--as', 'text').split('\n')
  expect(khata(['root', '--entries', words], asText)).toMatchObject({ status: 0 })
  expect(khata(['root', '--entries', words, '--as', 'base64'], asText)).toMatchObject({ status: 1 })
})

test('path', () => {
  expect(khata(['path', 'tile/1/x001/x234/067.p/17'])).toMatchObject({ status: 0, stdout: '1 1234067 17\n' })
  expect(khata(['path', 'tile/64/000']).status).toBe(1)
})
