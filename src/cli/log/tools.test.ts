import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import merkle from '#test/vectors/tlog-merkle.json' with { type: 'json' }
import notes from '#test/vectors/tlog-notes.json' with { type: 'json' }

const folder = mkdtempSync(join(tmpdir(), 'khata-tools-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const khata = (args: string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/khata.ts', 'log', ...args], {
    input,
    encoding: 'utf8',
  })
  return { status, stdout, stderr: stderr.trim() }
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
  expect(khata(['verify-note', '--vkey', `${vkey}x`], note).status).toBe(1)
})

test('verify-proof', () => {
  const { tlog_proof: proof, entry_utf8: entry } = notes.tlog_proofs[0]!
  const args = ['verify-proof', '--policy', file('policy', notes.policy), '--entry']
  expect(khata([...args, file('entry', entry)], proof)).toMatchObject({ status: 0 })
  expect(khata([...args, file('other', `${entry}\n`)], proof)).toMatchObject({
    status: 1,
    stderr: 'PROOF_NOT_INCLUDED',
  })
  expect(khata([...args, file('entry', entry)], proof.replace('index 256', 'index 0256')).status).toBe(1)
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

test('path', () => {
  expect(khata(['path', 'tile/1/x001/x234/067.p/17'])).toMatchObject({ status: 0, stdout: '1 1234067 17\n' })
  expect(khata(['path', 'tile/64/000']).status).toBe(1)
})
