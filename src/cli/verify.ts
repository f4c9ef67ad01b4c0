import { join } from 'node:path'
import { readConfig } from '#server/config.ts'
import { openHouse, type House } from '#server/house.ts'
import { openSource } from '#server/log/verify/source.ts'
import { verifyLog, type Verdict } from '#server/log/verify/verify-log.ts'
import { verifyRows, type RowFault } from '#server/log/verify/verify-rows.ts'
import { flagsOf } from './flags.ts'
import { policyOf } from './log/policy-of.ts'
import { progressBar } from './progress.ts'

const HELP = `khata verify [SOURCE] [--policy F | --vkey V] [--keep FOLDER] [--rows] [--threads N]
  Reads a whole log again, from an address (https://…/log) or a folder, and compares entries, tiles, root and signatures.
  --keep    folder for the last good checkpoint: what is served later must contain it. A run that was broken off goes
            on from there.
  --rows    compares every row of the configured database with its leaf as well, and names those that differ.
  Without SOURCE: the log and the rows of this installation. Exits 0 where everything agrees, 1 where not.
`

/** Whether what is shown today is what was written then. */
export async function run(args: string[]): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(HELP)
  const given = args[0]?.startsWith('--') ? undefined : args[0]
  const withRows = given === undefined || args.includes('--rows')
  const config = readConfig()
  const house = withRows ? await openHouse(config) : undefined
  try {
    const policy = policyOf(args) ?? house?.log.policy
    if (!policy) throw new Error('CLI_FLAG_MISSING: --policy or --vkey is needed')
    const source = given ?? config.log?.store ?? join(config.data, 'log')
    const [keep] = flagsOf(args, 'keep')
    const threads = Number(flagsOf(args, 'threads')[0] ?? 0)
    const bar = progressBar('log ')
    const options = { source, policy, progress: bar.show, ...(keep && { keep }), ...(threads > 0 && { threads }) }
    const verdict = await verifyLog(options)
    bar.end()
    tell(verdict)
    if (house && verdict.checkpoint && verdict.faults.length === 0)
      await tellRows(house, openSource(source), verdict.checkpoint.size)
  } finally {
    await house?.close({ isGuest: true })
  }
}

function tell({ checkpoint, cosigned, hashed, known, faults }: Verdict): void {
  if (checkpoint)
    process.stdout.write(`${checkpoint.origin}: ${checkpoint.size} entries, ${hashed} hashed, ${known} known\n`)
  for (const { key, time } of cosigned)
    process.stdout.write(`witnessed by ${key.name} at ${new Date((time ?? 0) * 1000).toISOString()}\n`)
  for (const { code, at, index } of faults)
    process.stdout.write(`${code} ${at}${index === undefined ? '' : ` entry ${index}`}\n`)
  if (faults.length > 0) process.exitCode = 1
  else process.stdout.write('every file agrees with the signed checkpoint\n')
}

async function tellRows(house: House, read: ReturnType<typeof openSource>, size: number): Promise<void> {
  const bar = progressBar('rows')
  const { rows, faults } = await verifyRows(house.pool, read, size, bar.show)
  bar.end()
  for (const fault of faults) {
    const { code, index, seq } = fault
    const { office, entry, fields } = fault as RowFault
    const name = house.directory.find(office ?? '')?.names
    const parts = [
      office && `office ${name?.en ?? name?.bn ?? office}`,
      seq !== undefined && `number ${seq}`,
      index !== undefined && `leaf ${index}`,
      entry && `entry ${entry}`,
      fields && `differs in ${fields.join(', ')}`,
    ]
    process.stdout.write(`${[code, ...parts.filter(Boolean)].join(', ')}\n`)
  }
  if (faults.length > 0) process.exitCode = 1
  else process.stdout.write(`every one of ${rows} rows agrees with its leaf\n`)
}
