/** A sequencer that ends itself the hard way at one of its steps. */
import { openPool } from '#server/db/pool.ts'
import { openLog } from '#server/log/log.ts'
import { Sequencer, type Step } from '#server/log/sequencer.ts'
import { ORIGIN } from '#test/support/log.ts'

const [url, data, wanted, nth] = process.argv.slice(2) as [string, string, Step | 'none', string]
const pool = openPool(url, 4)
const config = { port: 0, host: '', data, demo: false, logLevel: 'silent', log: { origin: ORIGIN } }
const { storage, signer, publisher } = await openLog(config, pool)
let seen = 0
const at = (step: Step) => {
  if (step !== wanted) return
  seen += 1
  if (seen === Number(nth)) process.kill(process.pid, 'SIGKILL')
}
await new Sequencer({ pool, storage, signer, publisher, batch: 256, at }).drain()
await pool.end()
process.disconnect()
