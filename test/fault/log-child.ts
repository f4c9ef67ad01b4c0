/** A sequencer that ends itself the hard way at one of its steps, or in the middle of one. */
import { join } from 'node:path'
import { openPool } from '#server/db/pool.ts'
import { openLog } from '#server/log/log.ts'
import { Publisher } from '#server/log/publisher.ts'
import { Sequencer, type Step } from '#server/log/sequencer.ts'
import { ORIGIN } from '#test/support/log.ts'
import { faultyStorage, type StoragePoint } from '#test/support/log-fault.ts'

const [url, data, wanted, nth] = process.argv.slice(2) as [string, string, Step | StoragePoint | 'none', string]
const pool = openPool(url, 4)
const config = { port: 0, host: '', data, demo: false, logLevel: 'silent', log: { origin: ORIGIN } }
const log = await openLog(config, pool)
const kill = () => {
  process.kill(process.pid, 'SIGKILL')
  // The signal comes at the next turn of the system; until then nothing more may happen.
  for (;;);
}
const storage = faultyStorage(log.storage, join(data, 'log'), wanted as StoragePoint, Number(nth), kill)
const publisher = new Publisher(storage, log.signer, log.policy, log.witnesses)
let seen = 0
const at = (step: Step) => {
  if (step !== wanted) return
  seen += 1
  if (seen === Number(nth)) kill()
}
await new Sequencer({ pool, storage, signer: log.signer, publisher, batch: 256, at }).drain()
await pool.end()
process.disconnect()
