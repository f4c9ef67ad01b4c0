import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { toVkey, parseVkey } from '#kernel/log/vkey.ts'
import { getKey } from '#server/keys.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { witnessSigner } from '#server/log/signer.ts'
import { WitnessBook } from '#server/log/witness-book.ts'
import { witnessServer } from '#server/log/witness-server.ts'
import { flagOf, flagsOf } from './flags.ts'

const HELP = `khata witness --name NAME --state FOLDER --log VKEY [--log VKEY …] [--port 7380] [--host 127.0.0.1]
  Cosigns checkpoints of the logs it is told of (c2sp.org/tlog-witness), each only where it contains the one before.
  The key and the memory lie in the state folder; the key is made the first time. Prints its vkey, for the policy of
  the log. Never put an old copy of the folder back: docs/operate/witness.md says why.
`

/** A complete witness, for another organisation to run with this package alone: no database, no account. */
export async function run(args: string[]): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(HELP)
  const folder = resolve(flagOf(args, 'state'))
  const logs = flagsOf(args, 'log').map((text) => {
    const key = parseVkey(nodeCrypto.sha256, text)
    if (!key) throw new Error(`LOG_VKEY_WRONG: ${text}`)
    return key
  })
  if (logs.length === 0) throw new Error('CLI_FLAG_MISSING: --log is needed')
  const signer = witnessSigner(flagOf(args, 'name'), getKey(join(folder, 'keys'), 'witness'), Date.now)
  if (args.includes('--vkey')) return void process.stdout.write(`${toVkey(signer.key)}\n`)
  const book = new WitnessBook(folder, logs, signer)
  const server = witnessServer(book, (text) => void process.stderr.write(`${new Date().toISOString()} ${text}\n`))
  server.listen(Number(flagsOf(args, 'port')[0] ?? 7380), flagsOf(args, 'host')[0] ?? '127.0.0.1')
  await once(server, 'listening')
  const { port, address } = server.address() as { port: number; address: string }
  process.stdout.write(`${toVkey(signer.key)}\nhttp://${address}:${port}\n`)
  process.send?.({ vkey: toVkey(signer.key), url: `http://${address}:${port}` })
  const end = () => void server.close(() => (book.close(), process.exit(0)))
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
