import { api, ApiError, speaker } from '../api.ts'
import type { Me, PostView } from '../api-types.ts'
import { preferredLanguage, useCurrency, useDigits, useLanguage } from '../text/text.svelte.ts'
import { lastContact, loadClock, noteContact, now } from './clock.ts'
import { readCopy, wipeCopy } from './copy.ts'
import { db, type Sealed } from './db.ts'
import { tryRegister } from './device-key.ts'
import { leaveOutbox, loadOutbox } from './outbox.svelte.ts'
import { leaveReceipts, loadReceipts } from './receipts.svelte.ts'
import { clearRecords, lay, syncContext } from './records.svelte.ts'
import { leaveTray, loadTray } from './tray.svelte.ts'
import { seal, unseal } from './vault.ts'

/** `out` nobody is signed in; `change` the first password must be replaced; `in` ready to work. */
export type Phase = 'starting' | 'out' | 'change' | 'in'

/** How long a device works without the network before it asks to sign in again. */
const OFFLINE_MS = 7 * 86_400_000

type Kept = { person: string; sealed: Sealed; at: number }

const state = $state<{ phase: Phase; ended: boolean }>({ phase: 'starting', ended: false })
let me = $state.raw<Me>()
let device = ''

export const phase = (): Phase => state.phase
/** Whether the last session was ended by the server rather than by the person. */
export const wasEnded = (): boolean => state.ended
export const findMe = (): Me | undefined => me
export const deviceId = (): string => device

export function getMe(): Me {
  if (!me) throw new Error('nobody is signed in')
  return me
}

/** The post under which the person acts. */
export function findPost(): PostView | undefined {
  return me?.posts.find((post) => post.post === me?.post) ?? me?.posts[0]
}

/** Starts from what the device knows, before any network. */
export async function boot(): Promise<void> {
  await useLanguage(preferredLanguage())
  speaker.language = preferredLanguage()
  speaker.ended = () => void ended()
  speaker.mustChange = () => (state.phase = 'change')
  await loadClock()
  device = await deviceOfThis()
  const kept = await readKept()
  if (!kept) {
    state.phase = 'out'
    return
  }
  await enter(kept.me, false)
}

export async function signIn(username: string, password: string, code?: string): Promise<void> {
  const body = { username, password, ...(code && { code }), device: { id: device, name: deviceName() } }
  const answer = await api<Me>('POST', '/session', body)
  state.ended = false
  await enter(answer, true)
  void tryRegister(answer.person.id, device, true)
  void navigator.storage?.persist?.().catch(() => false)
}

/** Takes in what the server says of the person: after sign-in, a new password, another post. */
export async function enter(next: Me, isFresh: boolean): Promise<void> {
  if (isFresh) {
    noteContact(next.time)
    await keepMe(next)
    if (next.language && next.language !== preferredLanguage()) await useLanguage(next.language)
  }
  const isOther = me?.person.id !== next.person.id || me.post !== next.post
  me = next
  speaker.post = next.post
  if (next.mustChange) {
    state.phase = 'change'
    return
  }
  if (isOther) await openStores(next)
  state.phase = 'in'
}

/** Another hat of the same person; its records are another copy. */
export async function usePost(post: string): Promise<void> {
  await enter(await api<Me>('POST', '/session/post', { post }), true)
}

/** Forgets what the server also has; unsent work stays sealed on the device for the next sign-in. */
export async function signOut(): Promise<void> {
  await api('DELETE', '/session').catch(() => undefined)
  state.ended = false
  await leave()
}

/** The server no longer knows this session: revoked or over. */
async function ended(): Promise<void> {
  if (state.phase === 'out' || state.phase === 'starting') return
  state.ended = true
  await leave()
}

async function leave(): Promise<void> {
  const person = me?.person.id
  me = undefined
  delete speaker.post
  state.phase = 'out'
  clearRecords()
  leaveOutbox()
  leaveTray()
  leaveReceipts()
  await (await db()).delete('meta', 'me')
  if (person) await wipeCopy(person)
}

async function openStores({ person, post }: Me): Promise<void> {
  clearRecords()
  for (const page of await readCopy(person.id, post)) lay(page)
  useDigits(syncContext()?.pack.digits)
  useCurrency(syncContext()?.pack.currency.code)
  await Promise.all([loadOutbox(person.id), loadTray(person.id), loadReceipts(person.id)])
}

async function keepMe(value: Me): Promise<void> {
  const sealed = await seal(value.person.id, 'copy', value)
  const kept: Kept = { person: value.person.id, sealed, at: Date.now() }
  await (await db()).put('meta', kept, 'me')
  await (await db()).put('meta', { person: value.person.id, username: value.username }, 'last')
}

async function readKept(): Promise<{ me: Me } | undefined> {
  const kept = (await (await db()).get('meta', 'me')) as Kept | undefined
  if (!kept) return undefined
  try {
    const value = await unseal<Me>(kept.person, 'copy', kept.sealed)
    const contact = lastContact() ?? kept.at
    if (now() - contact > OFFLINE_MS && !navigator.onLine) return undefined
    return { me: value }
  } catch {
    return undefined
  }
}

/** Who signed in here last: greeted by name of the account, and told what of hers is unsent. */
export async function lastPerson(): Promise<{ person: string; username: string } | undefined> {
  return (await (await db()).get('meta', 'last')) as { person: string; username: string } | undefined
}

async function deviceOfThis(): Promise<string> {
  const store = await db()
  const known = (await store.get('meta', 'device')) as string | undefined
  if (known) return known
  const fresh = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
  await store.put('meta', fresh, 'device')
  return fresh
}

function deviceName(): string {
  const agent = navigator.userAgent
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'].find((name) => agent.includes(name)) ?? 'Web'
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(name)) ?? ''
  return `${system} ${browser.replace('Edg', 'Edge')}`.trim()
}

/** Whether a failure means that nothing answered, so that what is here must do. */
export const isOffline = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status >= 502)
