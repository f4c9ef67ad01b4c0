import { toBase64 } from '#kernel/log/base64.ts'
import { parseVkey } from '#kernel/log/vkey.ts'
import { readConfig } from '#server/config.ts'
import { keyFolder } from '#server/keys.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { rotateLogKey } from '#server/log/rotate-key.ts'
import { flagsOf } from '../flags.ts'

export const help = `khata log rotate-key [--lost VKEY]
  Destroys the log's private key and makes another, while the server is stopped; docs/operate/log-keys.md says what else
  to do. --lost: the key is gone; its public half is taken from the vkey as it was printed.`

/** A new key for the log of this installation. */
export async function run(args: string[]): Promise<void> {
  const [text] = flagsOf(args, 'lost')
  const lost = text === undefined ? undefined : parseVkey(nodeCrypto.sha256, text)
  if (text !== undefined && !lost) throw new Error(`LOG_VKEY: ${text} is no vkey`)
  const { before, now } = rotateLogKey(keyFolder(readConfig().data), lost?.publicKey)
  process.stdout.write(`before: ${toBase64(before)}\nnow: ${toBase64(now)}\n`)
}
