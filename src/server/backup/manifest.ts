import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const FILE = 'manifest.json'

/** Version of the form of a backup: a folder with `tables/NAME.copy.gz`, `log/` and this. */
export const FORMAT = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const manifest = z.strictObject({
  format: z.literal(FORMAT),
  made: z.string(),
  /** The files of the schema that had run, by name and hash: the rows are put back into exactly that schema. */
  migrations: z.array(z.strictObject({ name: z.string().regex(/^[\w.-]+$/), hash: z.string() })),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string().regex(/^[a-z_0-9]+$/)),
      rows: z.number().int(),
      sha256,
    }),
  ),
  /** The public log as it stood, and whether its files are in the backup or lie in a bucket of their own. */
  log: z.strictObject({ origin: z.string().nullable(), size: z.number().int(), isIncluded: z.boolean() }),
})

export type Manifest = z.infer<typeof manifest>

export const tableFile = (folder: string, table: string): string => join(folder, 'tables', `${table}.copy.gz`)

export const logFolder = (folder: string): string => join(folder, 'log')

export const writeManifest = (folder: string, given: Manifest): Promise<void> =>
  writeFile(join(folder, FILE), `${JSON.stringify(given, null, 2)}\n`, { flush: true, mode: 0o600 })

/** Throws where the folder is no backup, or one of a later form. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new Error(`BACKUP_UNREADABLE: ${folder} has no ${FILE}; it was not finished or is no backup`)
  const found = manifest.safeParse(JSON.parse(text))
  if (!found.success)
    throw new Error(
      `BACKUP_UNREADABLE: ${join(folder, FILE)} is not of form ${FORMAT}: ${found.error.issues[0]!.message}`,
    )
  return found.data
}
