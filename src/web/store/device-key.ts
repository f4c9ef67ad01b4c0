import type { Entry } from '#kernel/entry/envelope.ts'
import { keyText, signedText } from '#kernel/entry/evidence.ts'
import { toBase64Url } from '#kernel/log/base64.ts'
import { api, ApiError } from '../api.ts'
import { db } from './db.ts'
import { findSeenLog } from './seen-log.ts'

type Algorithm = 'Ed25519' | 'ES256'

/**
 * How a person signs on this device: the public half of her key, and the newest entry in the row. The private half lies
 * beside it in the browser's own store, where no script can read it out.
 */
export type Signing = {
  id: string
  alg: Algorithm
  publicKey: string
  n: number
  prev: string | null
  isRegistered: boolean
}

const keyName = (person: string): string => `${person}:sign`

/** Where a person's `Signing` is kept; written together with the entries it has signed. */
export const signingName = (person: string): string => `signing:${person}`

/**
 * Entries with the signature of this device on each, and how far its row then reaches. What this browser cannot sign
 * goes unsigned and is marked so: no signature is worth an entry that is not kept.
 */
export async function signAll(
  person: string,
  entries: readonly Entry[],
): Promise<{ entries: readonly Entry[]; signing?: Signing }> {
  try {
    const { key, signing } = await getOrMake(person)
    const seen = await findSeenLog()
    const signed: Entry[] = []
    let { n, prev } = signing
    for (const entry of entries) {
      n += 1
      const salt = toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
      const evidence = { key: signing.id, n, prev, ...(seen && { seen }), salt }
      const text = new TextEncoder().encode(signedText(entry, evidence))
      const sig = base64Url(await crypto.subtle.sign(paramsOf(signing.alg), key, text))
      prev = base64Url(await crypto.subtle.digest('SHA-256', text))
      signed.push({ ...entry, evidence: { ...evidence, sig } })
    }
    return { entries: signed, signing: { ...signing, n, prev } }
  } catch (error) {
    console.warn(error)
    return { entries }
  }
}

/**
 * Tells the server the public half, once. After a new sign-in (`isFresh`) it is asked again: a key that was revoked while
 * the phone was lost is given up for a new one.
 */
export async function registerKey(person: string, device: string, isFresh = false): Promise<void> {
  const { key, signing } = await getOrMake(person)
  if (signing.isRegistered && !isFresh) return
  const proof = await crypto.subtle.sign(paramsOf(signing.alg), key, new TextEncoder().encode(keyText(person, device)))
  const { revoked } = await api<{ revoked: boolean }>('POST', '/device-key', {
    device,
    alg: signing.alg,
    publicKey: signing.publicKey,
    sig: base64Url(proof),
  })
  if (revoked && isFresh) {
    await dropKey(person)
    return registerKey(person, device)
  }
  await noteRegistered(person, signing.id)
}

/** Registers without standing in the way of anything: what fails is tried again before the next entries go out. */
export async function tryRegister(person: string, device: string, isFresh = false): Promise<void> {
  try {
    await registerKey(person, device, isFresh)
  } catch (error) {
    if (!(error instanceof ApiError)) console.warn(error)
  }
}

async function getOrMake(person: string): Promise<{ key: CryptoKey; signing: Signing }> {
  const kept = await findKey(person)
  if (kept) return kept
  const { pair, alg } = await generate()
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey)
  const fresh: Signing = {
    id: base64Url(await crypto.subtle.digest('SHA-256', spki)),
    alg,
    publicKey: base64Url(spki),
    n: 0,
    prev: null,
    isRegistered: false,
  }
  const tx = (await db()).transaction(['keys', 'meta'], 'readwrite', { durability: 'strict' })
  // Another tab may have been faster.
  if (!(await tx.objectStore('keys').get(keyName(person)))) {
    await tx.objectStore('keys').put(pair.privateKey, keyName(person))
    await tx.objectStore('meta').put(fresh, signingName(person))
  }
  await tx.done
  return (await findKey(person))!
}

async function findKey(person: string): Promise<{ key: CryptoKey; signing: Signing } | undefined> {
  const tx = (await db()).transaction(['keys', 'meta'])
  const [key, signing] = await Promise.all([
    tx.objectStore('keys').get(keyName(person)),
    tx.objectStore('meta').get(signingName(person)) as Promise<Signing | undefined>,
  ])
  return key && signing && { key, signing }
}

async function generate(): Promise<{ pair: CryptoKeyPair; alg: Algorithm }> {
  const uses: KeyUsage[] = ['sign', 'verify']
  try {
    const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, uses)) as CryptoKeyPair
    return { pair, alg: 'Ed25519' }
  } catch {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, uses)
    return { pair, alg: 'ES256' }
  }
}

async function noteRegistered(person: string, id: string): Promise<void> {
  const tx = (await db()).transaction('meta', 'readwrite')
  const now = (await tx.store.get(signingName(person))) as Signing | undefined
  if (now?.id === id) await tx.store.put({ ...now, isRegistered: true }, signingName(person))
  await tx.done
}

async function dropKey(person: string): Promise<void> {
  const tx = (await db()).transaction(['keys', 'meta'], 'readwrite')
  await Promise.all([
    tx.objectStore('keys').delete(keyName(person)),
    tx.objectStore('meta').delete(signingName(person)),
    tx.done,
  ])
}

const paramsOf = (alg: Algorithm): AlgorithmIdentifier | EcdsaParams =>
  alg === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', hash: 'SHA-256' }

const base64Url = (bytes: ArrayBuffer): string => toBase64Url(new Uint8Array(bytes))
