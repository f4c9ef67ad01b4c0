import { db, type Sealed } from './db.ts'

/** `copy` is what the server also has and is wiped with its key; `work` is what only this device has. */
export type Purpose = 'copy' | 'work'

const cached = new Map<string, Promise<CryptoKey>>()

/** Encrypts a value with the person's key, which no script can read out of the browser. */
export async function seal(person: string, purpose: Purpose, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(person, purpose), plain as BufferSource)
  return { iv, data }
}

export async function unseal<T>(person: string, purpose: Purpose, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unsealBytes(person, purpose, sealed))) as T
}

export async function unsealBytes(person: string, purpose: Purpose, { iv, data }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(person, purpose), data)
}

/** Throws the key away: what was sealed with it is gone, wherever a disk may still hold its bytes. */
export async function forget(person: string, purpose: Purpose): Promise<void> {
  cached.delete(idOf(person, purpose))
  await (await db()).delete('keys', idOf(person, purpose))
}

const idOf = (person: string, purpose: Purpose): string => `${person}:${purpose}`

function keyOf(person: string, purpose: Purpose): Promise<CryptoKey> {
  const id = idOf(person, purpose)
  const known = cached.get(id)
  if (known) return known
  const made = getOrMake(id)
  cached.set(id, made)
  made.catch(() => cached.delete(id))
  return made
}

async function getOrMake(id: string): Promise<CryptoKey> {
  const store = await db()
  const kept = await store.get('keys', id)
  if (kept) return kept
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const tx = store.transaction('keys', 'readwrite', { durability: 'strict' })
  const other = await tx.store.get(id) // another tab may have been faster
  if (!other) await tx.store.put(fresh, id)
  await tx.done
  return other ?? fresh
}
