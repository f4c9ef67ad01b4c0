import type { SyncContext, SyncRecord } from '../api-types.ts'
import { db, writing } from './db.ts'
import { forget, seal, unseal } from './vault.ts'

/** One page of the copy: records as the server sent them, and where the next pull goes on. */
export type Page = { cursor?: string; context?: SyncContext; records: SyncRecord[] }

const MANY = 24

const ownerOf = (person: string, post: string): string => `${person}/${post}`

/** All pages of a post's copy in the order they came. A page that cannot be opened is left out: the next pull heals. */
export async function readCopy(person: string, post: string): Promise<Page[]> {
  const rows = await (await db()).getAllFromIndex('copy', 'owner', ownerOf(person, post))
  const pages = await Promise.all(rows.map((row) => unseal<Page>(person, 'copy', row.sealed).catch(() => undefined)))
  return pages.some((page) => page === undefined) ? [] : (pages as Page[])
}

/** Adds a page; records and cursor go in together, so that no crash can lose what a cursor has passed. */
export async function addPage(person: string, post: string, page: Page): Promise<void> {
  const sealed = await seal(person, 'copy', page)
  await writing(async () => (await db()).add('copy', { owner: ownerOf(person, post), sealed }))
}

/** Writes the whole copy as one page when there are many. */
export async function compact(person: string, post: string, whole: () => Page): Promise<void> {
  const owner = ownerOf(person, post)
  const store = await db()
  if ((await store.countFromIndex('copy', 'owner', owner)) < MANY) return
  const old = await store.getAllKeysFromIndex('copy', 'owner', owner)
  const sealed = await seal(person, 'copy', whole())
  await writing(async () => {
    const tx = store.transaction('copy', 'readwrite')
    await tx.store.add({ owner, sealed })
    for (const key of old) await tx.store.delete(key)
    await tx.done
  })
}

/** Forgets all that the server also has: the pages, the last seen answers and the key that opens them. */
export async function wipeCopy(person: string): Promise<void> {
  const store = await db()
  const tx = store.transaction(['copy', 'seen'], 'readwrite')
  for await (const cursor of tx.objectStore('copy'))
    if (cursor.value.owner.startsWith(`${person}/`)) await cursor.delete()
  for await (const cursor of tx.objectStore('seen')) if (cursor.value.owner === person) await cursor.delete()
  await tx.done
  await forget(person, 'copy')
}
