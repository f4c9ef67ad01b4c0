import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import { toVkey } from '#kernel/log/vkey.ts'
import type { Config } from '../config.ts'
import { everywhere, within, type Pool } from '../db/pool.ts'
import { getKey, keyFolder } from '../keys.ts'
import { directoryStorage } from './directory-storage.ts'
import { previousKeys } from './rotate-key.ts'
import { nodeCrypto } from './node-crypto.ts'
import { Published } from './published.ts'
import { Publisher } from './publisher.ts'
import { readS3, s3Storage } from './s3-storage.ts'
import { Sequencer } from './sequencer.ts'
import { logSigner, type Signer } from './signer.ts'
import type { Storage } from './storage.ts'
import { Witnesses } from './witnesses.ts'

/** The public log of an installation: where its files lie, who signs, and the one who gives indexes. */
export type Log = {
  signer: Signer
  vkey: string
  storage: Storage
  policy: Policy
  policyText: string
  witnesses: Witnesses
  publisher: Publisher
  sequencer: Sequencer
  published: Published
}

/** The log's name where nobody has given one: it is not an address, and says that nobody outside knows it. */
const LOCAL_ORIGIN = 'localhost/khata-log'

export const defaultOrigin = (config: Config): string =>
  config.log?.origin ?? (config.origin ? `${new URL(config.origin).host}/log` : LOCAL_ORIGIN)

/** Where the files of the log lie: a folder, or the address of a bucket. */
export const storeOf = (config: Config): string => config.log?.store ?? join(config.data, 'log')

/** Opens the log; the key is made the first time. The origin of an existing log stays, unless one is configured. */
export async function openLog(config: Config, pool: Pool, now: () => number = Date.now): Promise<Log> {
  const { rows } = await within(pool, everywhere, (client) => client.query('select origin from log_state'))
  const origin = config.log?.origin ?? (rows[0]?.origin as string | undefined) ?? defaultOrigin(config)
  const keys = keyFolder(config.data)
  const signer = logSigner(origin, getKey(keys, 'log'), previousKeys(keys))
  const vkey = toVkey(signer.key)
  const store = storeOf(config)
  const storage = store.startsWith('s3://') ? await s3Storage(readS3(store, process.env)) : directoryStorage(store)
  const policyText = readPolicy(config.log?.policy, vkey)
  const policy = parsePolicy(nodeCrypto.sha256, policyText)
  if ('wrong' in policy) throw new Error(`CONFIG_LOG_POLICY: ${policy.wrong}`)
  const witnesses = new Witnesses(storage, signer, policy)
  const publisher = new Publisher(storage, signer, policy, witnesses, now)
  const pauseMs = (config.log?.seconds ?? 1) * 1000
  const sequencer = new Sequencer({ pool, storage, signer, publisher, now, pauseMs })
  const published = new Published(storage, now)
  return { signer, vkey, storage, policy, policyText, witnesses, publisher, sequencer, published }
}

/** The policy that readers are given: the operator's file, with this log's own line where it does not say it. */
function readPolicy(path: string | undefined, vkey: string): string {
  if (path === undefined) return `log ${vkey}\nquorum none\n`
  const text = readFileSync(path, 'utf8')
  return text.includes(vkey) ? text : `log ${vkey}\n${text}`
}
