import { createPrivateKey, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import merkle from '#test/vectors/tlog-merkle.json' with { type: 'json' }
import notes from '#test/vectors/tlog-notes.json' with { type: 'json' }
import tiles from '#test/vectors/tlog-tiles.json' with { type: 'json' }
import script from '#test/vectors/tlog-witness.json' with { type: 'json' }
import { toBundle, fromBundle } from './bundle.ts'
import { parseAddCheckpoint, judgeCheckpoint, toAddCheckpoint } from './add-checkpoint.ts'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { parseCheckpoint, toCheckpoint, type Checkpoint } from './checkpoint.ts'
import { cosignedMessage, toU64 } from './cosignature.ts'
import { concat } from './bytes.ts'
import { consistencyProof, inclusionProof, leafHash, nodeHash, rootOf, type Subtree } from './merkle.ts'
import { noteLine, openNote, parseNote, toNote } from './note.ts'
import { parsePolicy, type Policy } from './policy.ts'
import { parseTilePath, tilePath, hashesAt, TILE, type TileName } from './tile-path.ts'
import { parseTlogProof, toTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { isConsistent, isIncluded } from './verify-proof.ts'
import { parseVkey, toVkey } from './vkey.ts'

const { sha256 } = nodeCrypto
const leaf = (i: number) => leafHash(sha256, utf8(`leaf-${i}`))

/** Complete subtrees of the log of `leaf-0`, `leaf-1`, … */
const levels: Uint8Array[][] = [Array.from({ length: 70_000 }, (_, i) => leaf(i))]
for (let level = 0; levels[level]!.length > 1; level += 1)
  levels.push(
    Array.from({ length: Math.floor(levels[level]!.length / 2) }, (_, i) =>
      nodeHash(sha256, levels[level]![2 * i]!, levels[level]![2 * i + 1]!),
    ),
  )
const subtree: Subtree = async (level, index) => levels[level]![index]!

const signer = (seed: string) => {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return (message: Uint8Array) => new Uint8Array(sign(null, message, key))
}
const log = parseVkey(sha256, notes.log.vkey)!
const witnesses = notes.witnesses.map((w) => parseVkey(sha256, w.vkey)!)
const policy = parsePolicy(sha256, notes.policy) as Policy

describe('tlog-merkle.json', () => {
  test('leaves, the classic eight-leaf tree and the roots of every size', () => {
    for (const { index, leaf_hash: hash } of merkle.leaves) expect(toHex(leaf(index))).toBe(hash)
    const classic = merkle.ct_reference.entries_hex.map((hex) => leafHash(sha256, fromHex(hex)!))
    merkle.ct_reference.roots_hex_for_size_1_to_8.forEach((root, i) =>
      expect(toHex(rootOf(sha256, classic.slice(0, i + 1)))).toBe(root),
    )
    for (const tree of merkle.trees) expect(toHex(rootOf(sha256, levels[0]!.slice(0, tree.size)))).toBe(tree.root_hex)
  })

  test('every proof comes out byte for byte, verifies, and verifies no longer with one bit turned', async () => {
    for (const tree of merkle.trees) {
      const root = fromHex(tree.root_hex)!
      for (const { index, leaf_hash: hash, proof } of tree.inclusion) {
        const made = await inclusionProof(sha256, subtree, index, tree.size)
        expect(made.map(toHex)).toEqual(proof)
        expect(isIncluded(sha256, fromHex(hash)!, index, tree.size, made, root)).toBe(true)
        expect(isIncluded(sha256, flipped(fromHex(hash)!), index, tree.size, made, root)).toBe(false)
        for (const [i] of made.entries())
          expect(isIncluded(sha256, fromHex(hash)!, index, tree.size, withFlip(made, i), root)).toBe(false)
      }
      for (const { old_size: old, old_root: oldRoot, proof } of tree.consistency) {
        const made = await consistencyProof(sha256, subtree, old, tree.size)
        expect(made.map(toHex)).toEqual(proof)
        expect(isConsistent(sha256, old, tree.size, fromHex(oldRoot)!, root, made)).toBe(true)
        expect(isConsistent(sha256, old, tree.size, flipped(fromHex(oldRoot)!), root, made)).toBe(false)
        for (const [i] of made.entries())
          expect(isConsistent(sha256, old, tree.size, fromHex(oldRoot)!, root, withFlip(made, i))).toBe(false)
      }
    }
  })
})

describe('tlog-tiles.json', () => {
  test.each(tiles.paths)('$path', ({ path, index, level, width }) => {
    const name = { level, index, width } as TileName
    expect(tilePath(name)).toBe(path)
    expect(parseTilePath(path)).toEqual(name)
  })

  test.each(tiles.invalid_paths_must_be_rejected)('%s is no path', (path) =>
    expect(parseTilePath(path)).toBeUndefined(),
  )

  test('tiles and bundles of every size', () => {
    for (const { size, tiles: listed, bundles } of tiles.trees) {
      for (const tile of listed) {
        const { level, index, width } = parseTilePath(tile.path)!
        expect(Math.min(TILE, hashesAt(level as number, size) - index * TILE)).toBe(width)
        const hashes = levels[8 * (level as number)]!.slice(index * TILE, index * TILE + width)
        expect(toHex(sha256(concat(...hashes)))).toBe(tile.sha256)
      }
      for (const bundle of bundles) {
        const { index, width } = parseTilePath(bundle.path)!
        const entries = Array.from({ length: width }, (_, i) => utf8(`leaf-${index * TILE + i}`))
        expect(toHex(sha256(toBundle(entries)))).toBe(bundle.sha256)
        expect(fromBundle(toBundle(entries))).toEqual(entries)
      }
    }
  })
})

describe('tlog-notes.json', () => {
  test('keys and their IDs', () => {
    expect([toHex(log.id), toHex(log.publicKey), toVkey(log)]).toEqual([
      notes.log.key_id_hex,
      notes.log.public_key_hex,
      notes.log.vkey,
    ])
    for (const [i, given] of notes.witnesses.entries())
      expect([toHex(witnesses[i]!.id), witnesses[i]!.name, toVkey(witnesses[i]!)]).toEqual([
        given.key_id_hex,
        given.name,
        given.vkey,
      ])
    const example = parseVkey(sha256, notes.spec_example.vkey)!
    expect(openNote(nodeCrypto, parseNote(notes.spec_example.note)!, [example])).toHaveLength(1)
  })

  test('checkpoints are signed and cosigned byte for byte', () => {
    for (const given of notes.checkpoints) {
      const root = merkle.trees.find((tree) => tree.size === given.size)!.root_b64
      const checkpoint = { origin: notes.origin, size: given.size, root: fromBase64(root)! }
      expect(toCheckpoint(checkpoint)).toBe(given.body)
      expect(parseCheckpoint(given.body)).toEqual(checkpoint)
      const own = noteLine(log, signer(notes.log.seed_hex)(utf8(given.body)))
      const lines = notes.witnesses.map(({ seed_hex: seed, timestamp }, i) =>
        noteLine(witnesses[i]!, concat(toU64(timestamp), signer(seed)(cosignedMessage(timestamp, given.body)))),
      )
      expect(toNote(given.body, [own])).toBe(given.signed_note)
      expect(toNote(given.body, [own, ...lines])).toBe(given.cosigned_note)
      const opened = openNote(nodeCrypto, parseNote(given.cosigned_note)!, [log, ...witnesses])
      expect(opened?.map(({ time }) => time)).toEqual([undefined, 1767225600, 1767225601])
    }
  })

  test('receipts', () => {
    for (const { tlog_proof: text, entry_utf8: entry } of notes.tlog_proofs) {
      const proof = parseTlogProof(text)!
      expect(toTlogProof(proof)).toBe(text)
      expect(verifyTlogProof(nodeCrypto, policy, utf8(entry), proof)).toMatchObject({ ok: true })
      expect(verifyTlogProof(nodeCrypto, policy, utf8(`${entry}x`), proof)).toEqual({
        ok: false,
        fault: 'PROOF_NOT_INCLUDED',
      })
    }
  })

  test('a witness of ML-DSA-44', () => {
    const given = notes.mldsa44_cosignature
    const vkey = `${given.name}+${given.key_id_hex}+${toBase64(concat(Uint8Array.of(6), fromBase64(given.public_key_b64)!))}`
    const key = parseVkey(sha256, vkey)!
    const { body } = notes.checkpoints.find(({ size }) => size === given.end)!
    const note = parseNote(toNote(body, [`${given.signature_line.trimEnd()}\n`]))!
    expect(openNote(nodeCrypto, note, [key])).toMatchObject([{ time: given.timestamp }])
    expect(openNote(nodeCrypto, { ...note, text: body.replace('257', '258') }, [key])).toBeUndefined()
    const { mlDsa44: _, ...without } = nodeCrypto
    expect(openNote(without, note, [key])).toBeUndefined()
  })
})

test('tlog-witness.json: twelve requests one after the other', () => {
  const seen = new Map<string, Checkpoint>()
  const [first] = notes.witnesses
  for (const { step, name, request_body: body, expect_status: status, expect_body: answer } of script.requests) {
    const request = parseAddCheckpoint(utf8(body))
    expect(new TextDecoder().decode(toAddCheckpoint(request!))).toBe(body)
    const verdict = judgeCheckpoint(
      nodeCrypto,
      request,
      (origin) => (origin === notes.origin ? [log] : undefined),
      (origin) => seen.get(origin),
    )
    expect(verdict.status, `${step} ${name}`).toBe(status)
    if (verdict.status === 409) expect(`${verdict.size}\n`).toBe(answer)
    if (verdict.status !== 200) continue
    seen.set(verdict.checkpoint.origin, verdict.checkpoint)
    const signed = signer(first!.seed_hex)(cosignedMessage(first!.timestamp, verdict.text))
    expect(noteLine(witnesses[0]!, concat(toU64(first!.timestamp), signed))).toBe(answer)
  }
})

const flipped = (bytes: Uint8Array): Uint8Array => bytes.with(0, bytes[0]! ^ 1)

const withFlip = (proof: readonly Uint8Array[], i: number): Uint8Array[] => {
  const copy = [...proof]
  copy[i] = flipped(copy[i]!)
  return copy
}
