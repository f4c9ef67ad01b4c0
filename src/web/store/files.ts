import { db, writing } from './db.ts'
import { seal, unsealBytes } from './vault.ts'

/** Keeps a file's bytes, sealed, until they have been sent. */
export async function keepFile(person: string, sha256: string, blob: Blob): Promise<void> {
  const typed = new TextEncoder().encode(`${blob.type}\n`)
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const whole = new Uint8Array(typed.length + bytes.length)
  whole.set(typed)
  whole.set(bytes, typed.length)
  const sealed = await seal(person, 'work', whole)
  await writing(async () => (await db()).put('files', { id: `${person}|${sha256}`, owner: person, sealed }))
}

export async function findFile(person: string, sha256: string): Promise<Blob | undefined> {
  const kept = await (await db()).get('files', `${person}|${sha256}`)
  if (!kept) return undefined
  const whole = new Uint8Array(await unsealBytes(person, 'work', kept.sealed))
  const cut = whole.indexOf(10)
  return new Blob([whole.slice(cut + 1)], { type: new TextDecoder().decode(whole.slice(0, cut)) })
}

export const dropFile = async (person: string, sha256: string): Promise<void> =>
  (await db()).delete('files', `${person}|${sha256}`)

/** The name of a file's content. */
export async function sha256Of(blob: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
