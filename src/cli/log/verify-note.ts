import { parseNote, openNote } from '#kernel/log/note.ts'
import { parseVkey } from '#kernel/log/vkey.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { flagsOf } from '../flags.ts'
import { readBytes, reject } from './stdin.ts'

export const help = `
khata log verify-note --vkey V [--vkey V …] < NOTE
  A signed note (c2sp.org/signed-note), checkpoints among them. Prints its text and exits 0 where at least one of the
  keys has signed it and none of them has a bad signature under it; otherwise says why and exits 1.`

export async function run(args: string[]): Promise<void> {
  const keys = flagsOf(args, 'vkey').map((text) => {
    const key = parseVkey(nodeCrypto.sha256, text)
    if (!key) throw new Error(`LOG_VKEY_WRONG: ${text}`)
    return key
  })
  if (keys.length === 0) throw new Error('CLI_FLAG_MISSING: --vkey is needed')
  const note = parseNote(await readBytes('-'))
  if (!note) return reject('NOTE_MALFORMED')
  if (!openNote(nodeCrypto, note, keys)) return reject('NOTE_SIGNATURE_WRONG')
  process.stdout.write(note.text)
}
