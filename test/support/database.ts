/** An empty, migrated database for each test file, cloned from a template in some 50 ms. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '#server/db/migrate.ts'
import { getCluster } from './cluster.ts'

const template = 'khata_template'

export type FreshDatabase = {
  /** Connection string of the superuser. */
  url: string
  /** Removes the database, closing whatever is still connected. */
  drop(): Promise<void>
}

let prepared: Promise<void> | undefined

/** Clones the template. Nothing is shared between two of these except the cluster's roles. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const cluster = await getCluster()
  prepared ??= asAdmin(cluster, prepareTemplate)
  await prepared
  return create(cluster, template)
}

/** A database with nothing in it, not even the schema. */
export const emptyDatabase = async (): Promise<FreshDatabase> => create(await getCluster(), 'template1')

async function create(cluster: string, from: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(cluster, (admin) => admin.query(`create database ${name} template ${from}`))
  const drop = (): Promise<void> =>
    asAdmin(cluster, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`)))
  return { url: urlOf(cluster, name), drop }
}

/** Test files run in several processes: the first to take the lock migrates, the rest find it done. */
async function prepareTemplate(admin: pg.Client): Promise<void> {
  await admin.query(`select pg_advisory_lock(hashtext('${template}'))`)
  const done = await admin.query('select 1 from pg_database where datname = $1', [template])
  if (done.rowCount) return
  const draft = `${template}_draft`
  await admin.query(`drop database if exists ${draft} with (force)`)
  await admin.query(`create database ${draft}`)
  await migrate(urlOf(await getCluster(), draft))
  await admin.query(`alter database ${draft} rename to ${template}`)
}

async function asAdmin<T>(cluster: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: cluster })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf(cluster: string, name: string): string {
  const url = new URL(cluster)
  url.pathname = name
  return url.href
}
