import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchLog, type Alarm, type Watched } from '#server/log/watch-log.ts'
import { flagOf, flagsOf } from './flags.ts'
import { policyOf } from './log/policy-of.ts'

const HELP = `khata monitor SOURCE (--policy F | --vkey V) --state FOLDER [--every SECONDS] [--once] [--alarm PROGRAM]
  Watches a log from an address or a folder: that each checkpoint contains the one before, that entries are what the
  tiles say, that no office's row has a gap, that days are counted and that it does not stand still.
  --alarm   is run with each alarm as its argument: a script that sends a message.
  --once    looks once and exits 0, or 1 where something is wrong.
`

/** For a newspaper, an audit office or a teachers' union: an eye on a log that needs nobody's leave. */
export async function run(args: string[]): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(HELP)
  const [source] = args
  if (!source || source.startsWith('--')) throw new Error('CLI_FLAG_MISSING: SOURCE is needed')
  const policy = policyOf(args)
  if (!policy) throw new Error('CLI_FLAG_MISSING: --policy or --vkey is needed')
  const folder = resolve(flagOf(args, 'state'))
  const every = Number(flagsOf(args, 'every')[0] ?? 60)
  const [program] = flagsOf(args, 'alarm')
  mkdirSync(folder, { recursive: true })
  for (;;) {
    const look = await watchLog(source, policy, readState(folder), Date.now()).catch((error: unknown) => ({
      watched: undefined,
      size: 0,
      taken: 0,
      alarms: [{ code: 'FILE_MISSING', text: error instanceof Error ? error.message : String(error) } satisfies Alarm],
    }))
    if (look.watched) writeState(folder, look.watched)
    process.stdout.write(
      `${new Date().toISOString()} ${look.size} entries, ${look.taken} new, ${look.alarms.length} alarms\n`,
    )
    for (const { text } of look.alarms) {
      process.stdout.write(`ALARM ${text}\n`)
      if (program) execFile(program, [text], () => undefined)
    }
    if (args.includes('--once')) return void (process.exitCode = look.alarms.length > 0 ? 1 : 0)
    await sleep(every * 1000)
  }
}

const fileOf = (folder: string): string => join(folder, 'watched.json')

function readState(folder: string): Watched | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Watched
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw new Error(`MONITOR_STATE_BROKEN: ${fileOf(folder)}`, { cause: error })
  }
}

/** Put in place whole: a monitor that forgets what it saw is no monitor. */
function writeState(folder: string, watched: Watched): void {
  writeFileSync(`${fileOf(folder)}.new`, JSON.stringify(watched), { flush: true })
  renameSync(`${fileOf(folder)}.new`, fileOf(folder))
}
