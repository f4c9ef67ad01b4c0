import { readConfig } from '#server/config.ts'
import { openHouse } from '#server/house.ts'
import { eraseFields } from '#server/log/erase.ts'
import { flagOf, flagsOf } from './flags.ts'

const HELP = `khata erase OFFICE SYSTEM STREAM (--field NAME … | --all) --reason TEXT --as USERNAME
  Erases values of a page with their salts; OFFICE is the code of the office. What names the page stays, and so does
  every proof: docs/spec/log.md, Erasure. It cannot be undone.
`

/** For the officer whom the law has given an erasure order. */
export async function run(args: string[]): Promise<void> {
  const [code, system, stream] = args
  if (args.includes('--help') || !code || !system || !stream) return void process.stdout.write(HELP)
  const fields = args.includes('--all') ? 'all' : flagsOf(args, 'field')
  if (fields.length === 0) throw new Error('CLI_FLAG_MISSING: --field or --all is needed')
  const reason = flagOf(args, 'reason')
  const username = flagOf(args, 'as')
  const house = await openHouse(readConfig())
  try {
    const { rows } = await house.pool.query('select person from account where username = $1 and disabled_at is null', [
      username.toLowerCase(),
    ])
    if (!rows[0]) throw new Error(`ACCOUNT_UNKNOWN: nobody signs in as ${username}`)
    const { rows: offices } = await house.pool.query('select id from office where code = $1 or id::text = $1', [code])
    if (offices.length !== 1) throw new Error(`OFFICE_UNKNOWN: ${offices.length} offices are called ${code}`)
    const done = await eraseFields(house.databaseUrl, {
      office: offices[0].id as string,
      system,
      stream,
      fields,
      by: rows[0].person as string,
      reason,
      now: Date.now(),
    })
    process.stdout.write(`${done.fields} values of ${done.entries} entries erased\n`)
  } finally {
    await house.close({ isGuest: true })
  }
}
