import { db, StoreError, writing, type Sealed } from './db.ts'
import { seal, unseal, type Purpose } from './vault.ts'

type ShelfName = 'outbox' | 'tray' | 'drafts' | 'files' | 'seen' | 'receipts'

type Beside = { name: string; value: unknown }

/** A store of sealed values of one person by id: outbox, tray, drafts and last seen pages are each one. */
export type Shelf<T> = {
  put(person: string, id: string, value: T): Promise<void>
  /** All of them or, where the disk is full, none; `beside` is noted in `meta` by the same stroke. */
  putAll(person: string, items: readonly { id: string; value: T }[], beside?: Beside): Promise<void>
  get(person: string, id: string): Promise<T | undefined>
  all(person: string): Promise<{ id: string; value: T }[]>
  remove(id: string): Promise<void>
  count(person: string): Promise<number>
  clear(person: string): Promise<void>
}

export function shelf<T>(name: ShelfName, purpose: Purpose): Shelf<T> {
  return {
    put: (person, id, value) => putAll<T>(name, purpose, person, [{ id, value }]),
    putAll: (person, items, beside) => putAll<T>(name, purpose, person, items, beside),
    async get(person, id) {
      const kept = await (await db()).get(name, id)
      return kept?.owner === person ? unseal<T>(person, purpose, kept.sealed) : undefined
    },
    async all(person) {
      const rows = await (await db()).getAllFromIndex(name, 'owner', person)
      const opened = await Promise.all(rows.map(({ id, sealed }) => open<T>(person, purpose, id, sealed)))
      return opened.filter((row) => row !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    remove: (id) => writing(async () => (await db()).delete(name, id)),
    count: async (person) => (await db()).countFromIndex(name, 'owner', person),
    clear: (person) =>
      writing(async () => {
        const tx = (await db()).transaction(name, 'readwrite')
        for (const key of await tx.store.index('owner').getAllKeys(person)) await tx.store.delete(key)
        await tx.done
      }),
  }
}

/** Written durably, then read back and opened: a disk that lies is found out while the form is still on screen. */
const putAll = <T>(
  name: ShelfName,
  purpose: Purpose,
  person: string,
  items: readonly { id: string; value: T }[],
  beside?: Beside,
): Promise<void> =>
  writing(async () => {
    const rows = await Promise.all(
      items.map(async ({ id, value }) => ({ id, owner: person, sealed: await seal(person, purpose, value) })),
    )
    const store = await db()
    const tx = store.transaction([name, 'meta'], 'readwrite', { durability: 'strict' })
    await Promise.all([
      ...rows.map((row) => tx.objectStore(name).put(row)),
      ...(beside ? [tx.objectStore('meta').put(beside.value, beside.name)] : []),
      tx.done,
    ])
    for (const { id, sealed } of rows) {
      const kept = await store.get(name, id)
      if (!kept || !sameBytes(kept.sealed, sealed)) throw new StoreError('STORE_BROKEN')
    }
  })

async function open<T>(
  person: string,
  purpose: Purpose,
  id: string,
  sealed: Sealed,
): Promise<{ id: string; value: T } | undefined> {
  try {
    return { id, value: await unseal<T>(person, purpose, sealed) }
  } catch {
    return undefined // sealed with a key that is gone; the row stays where it is
  }
}

function sameBytes(a: Sealed, b: Sealed): boolean {
  const left = new Uint8Array(a.data)
  const right = new Uint8Array(b.data)
  return left.length === right.length && left.every((byte, i) => byte === right[i])
}
