import { join } from 'node:path'
import { compareRecords, type RecordFault } from '#server/append/compare-records.ts'
import { readConfig, type Config } from '#server/config.ts'
import { openDatabase } from '#server/db/open-database.ts'
import { openPool, type Pool } from '#server/db/pool.ts'
import { Directory } from '#server/directory.ts'
import { openLog } from '#server/log/log.ts'
import { followLeaves, type ChainFault } from '#server/log/verify/chains.ts'
import { openSource } from '#server/log/verify/source.ts'
import { verifyLog, type Verdict } from '#server/log/verify/verify-log.ts'
import { verifyRows, type RowFault } from '#server/log/verify/verify-rows.ts'
import { flagsOf } from './flags.ts'
import { policyOf } from './log/policy-of.ts'
import { progressBar } from './progress.ts'

const HELP = `khata verify [SOURCE] [--policy F | --vkey V] [--keep FOLDER] [--rows] [--threads N]
  Reads a whole log again, from an address (https://…/log) or a folder: entries, tiles, root, signatures and witnesses,
  and that every office's row of leaves goes on without a gap.
  --keep    folder for the last good checkpoint: what is served later must contain it. A run that was broken off goes
            on from there.
  --rows    compares every row of the configured database with its leaf as well, and every page with its rows, and
            names those that differ.
  Without SOURCE: the log, the rows and the pages of this installation. Exits 0 where everything agrees, 1 where not.
`

/** What is read of an installation: nothing of it is changed. */
type Rows = { pool: Pool; directory: Directory; close: () => Promise<void> }

/** Whether what is shown today is what was written then. */
export async function run(args: string[], config: Config = readConfig()): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(HELP)
  const given = args[0]?.startsWith('--') ? undefined : args[0]
  const rows = given === undefined || args.includes('--rows') ? await openRows(config) : undefined
  try {
    const policy = policyOf(args) ?? (rows && (await openLog(config, rows.pool)).policy)
    if (!policy) throw new Error('CLI_FLAG_MISSING: --policy or --vkey is needed')
    const source = given ?? config.log?.store ?? join(config.data, 'log')
    const [keep] = flagsOf(args, 'keep')
    const threads = Number(flagsOf(args, 'threads')[0] ?? 0)
    const bar = progressBar('log ')
    const options = { source, policy, progress: bar.show, ...(keep && { keep }), ...(threads > 0 && { threads }) }
    const verdict = await verifyLog(options)
    bar.end()
    tell(verdict)
    if (!verdict.checkpoint || verdict.faults.length > 0) return
    if (rows) await tellRows(rows, source, verdict.checkpoint.size, keep)
    else await tellLeaves(source, verdict.checkpoint.size)
  } finally {
    await rows?.close()
  }
}

async function openRows(config: Config): Promise<Rows> {
  const database = await openDatabase(config)
  const pool = openPool(database.url)
  const close = async (): Promise<void> => {
    await pool.end()
    await database.leave()
  }
  const directory = new Directory(pool)
  await directory.load().catch(async (error: unknown) => {
    await close()
    throw error
  })
  return { pool, directory, close }
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

/** What can be seen of the rows without the database. */
async function tellLeaves(source: string, size: number): Promise<void> {
  const bar = progressBar('rows')
  const { ours, ends, faults } = await followLeaves(openSource(source), size, bar.show)
  bar.end()
  if (ours === 0 && size > 0)
    return void process.stdout.write('no entry of this log is of a school register: their rows were not followed\n')
  tellFaults(faults)
  if (faults.length === 0) process.stdout.write(`the rows of ${ends.size} offices go on without a gap\n`)
}

async function tellRows(
  { pool, directory }: Rows,
  source: string,
  size: number,
  keep: string | undefined,
): Promise<void> {
  const rowsBar = progressBar('rows')
  const options = { progress: rowsBar.show, ...(keep && { keep }) }
  const { rows, known, faults } = await verifyRows(pool, openSource(source), size, options)
  rowsBar.end()
  tellFaults(faults, directory)
  if (known > 0) process.stdout.write(`${known} leaves were compared by the run that was broken off\n`)
  if (faults.length === 0) process.stdout.write(`every one of ${rows} rows agrees with its leaf\n`)
  const pagesBar = progressBar('pages')
  const pages = await compareRecords(pool, { progress: pagesBar.show })
  pagesBar.end()
  tellFaults(pages.faults, directory)
  if (pages.faults.length === 0) process.stdout.write(`every one of ${pages.streams} pages shows what its rows say\n`)
}

type Told = { code: string } & Partial<Omit<ChainFault, 'code'> & Omit<RowFault, 'code'> & Omit<RecordFault, 'code'>>

function tellFaults(faults: readonly (ChainFault | RowFault | RecordFault)[], directory?: Directory): void {
  for (const { code, stream, office = stream, seq, index, system, page, entry, fields } of faults as readonly Told[]) {
    const name = directory?.find(office ?? '')?.names
    const parts = [
      office && `office ${name?.en ?? name?.bn ?? office}`,
      system && `${system} ${page}`,
      seq !== undefined && `number ${seq}`,
      index !== undefined && `leaf ${index}`,
      entry && `entry ${entry}`,
      fields && `differs in ${fields.join(', ')}`,
    ]
    process.stdout.write(`${[code, ...parts.filter(Boolean)].join(', ')}\n`)
  }
  if (faults.length > 0) process.exitCode = 1
}
