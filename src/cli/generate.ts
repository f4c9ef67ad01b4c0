import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systems } from '#systems/index.ts'
import { dumpSchema } from '#server/db/dump.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { labelOf, titleOf } from '#server/http/title.ts'
import { describe } from '#server/openapi/describe.ts'

const FOLDER = join(import.meta.dirname, '../../docs/spec')

/** Writes what is derived and committed: the API description and the schema. `--check` only says whether they are fresh. */
export async function run(args: string[]): Promise<void> {
  const made = {
    'openapi.json': `${JSON.stringify(describe(systems, { titleOf, labelOf }), null, 2)}\n`,
    'schema.sql': await schema(),
  }
  const stale: string[] = []
  for (const [name, text] of Object.entries(made)) {
    const file = join(FOLDER, name)
    const before = await readFile(file, 'utf8').catch(() => '')
    if (before === text) continue
    stale.push(`docs/spec/${name}`)
    if (args.includes('--check')) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  if (!args.includes('--check'))
    process.stdout.write(stale.length > 0 ? `written: ${stale.join(', ')}\n` : 'nothing changed\n')
  else if (stale.length > 0) {
    process.stdout.write(`stale: ${stale.join(', ')}\nRun: npm run khata -- generate\n`)
    process.exitCode = 1
  }
}

/** The schema of an empty database that lives only for this; nothing in it is worth waiting for the disk. */
async function schema(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'khata-generate-'))
  const database = await startEmbedded(home, {
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' },
  })
  try {
    await migrate(database.url)
    return await dumpSchema(database.url)
  } finally {
    await database.stop()
    await rm(home, { recursive: true, force: true })
  }
}
