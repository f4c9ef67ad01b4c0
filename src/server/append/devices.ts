import { hash, type KeyObject } from 'node:crypto'
import type { Entry, Evidence } from '#kernel/entry/envelope.ts'
import { signedText } from '#kernel/entry/evidence.ts'
import type { Problem } from '#kernel/error.ts'
import { named, type Pool } from '../db/pool.ts'
import { isSigned, readDeviceKey, type DeviceAlgorithm } from './device-signature.ts'

/** The newest entry of a device that the server knows: its place in the device's row, and its digest. */
export type Link = { n: number; last: string | null }

type Device = Link & { person: string; device: string; key: KeyObject | undefined; isRevoked: boolean; at: number }

/** What devices' signatures say of a batch: what holds an entry, what only marks it, and how far each row now reaches. */
export type Evidenced = {
  holds: ReadonlyMap<string, Problem>
  flags: ReadonlyMap<string, Problem>
  links: ReadonlyMap<string, Link>
}

const KEPT_MS = 60_000
const MOST_KEPT = 50_000
/** Of a batch that no device has signed. */
export const NOTHING: Evidenced = { holds: new Map(), flags: new Map(), links: new Map() }

const readKeys = named(
  'read-device-keys',
  'select id, person, device, alg, public_key, revoked is not null as revoked, n, last from device_key where id = any($1)',
)

type Signed = Entry & { evidence: Evidence }
type Checked = { entry: Signed; text: string; isGood: boolean }

/**
 * The signing keys of devices, kept in memory so that an append asks the database for none it has met. A signature that
 * does not fit and a revoked device hold an entry for a person to decide; a break in the device's row of entries marks
 * it. Nothing is lost for either.
 */
export class Devices {
  private readonly pool: Pool
  private readonly kept = new Map<string, Device>()

  constructor(pool: Pool) {
    this.pool = pool
  }

  /** Looks at a batch in the order in which the device sent it. */
  async check(entries: readonly Entry[]): Promise<Evidenced> {
    const signed = entries.filter((entry): entry is Signed => entry.evidence !== undefined)
    if (signed.length === 0) return NOTHING
    const ids = [...new Set(signed.map(({ evidence }) => evidence.key))]
    await this.load(ids.filter((id) => performance.now() - (this.kept.get(id)?.at ?? -Infinity) > KEPT_MS))
    const checked = await Promise.all(signed.map((entry) => this.verify(entry)))
    const told = this.judge(checked)
    if (told.flags.size === 0) return told
    // Another process may have taken entries of this device since its key was read.
    await this.load(ids)
    return this.judge(checked)
  }

  /** Takes over how far the rows of devices reach, once that is in the database. */
  keep(links: ReadonlyMap<string, Link>): void {
    for (const [id, link] of links) Object.assign(this.kept.get(id) ?? {}, link)
  }

  /** Drops what is known of a person's keys: one was registered or revoked. */
  forget(person: string): void {
    for (const [id, device] of this.kept) if (device.person === person) this.kept.delete(id)
  }

  private async load(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    if (this.kept.size > MOST_KEPT) this.kept.clear()
    const { rows } = await this.pool.query(readKeys([ids]))
    for (const { id, person, device, alg, public_key, revoked, n, last } of rows)
      this.kept.set(id as string, {
        person: person as string,
        device: device as string,
        key: readDeviceKey(alg as DeviceAlgorithm, public_key as Buffer),
        isRevoked: revoked as boolean,
        n: n as number,
        last: last as string | null,
        at: performance.now(),
      })
  }

  private async verify(entry: Signed): Promise<Checked> {
    const device = this.kept.get(entry.evidence.key)
    const text = textOf(entry)
    const isTheirs = device?.person === entry.by && device.device === entry.device
    const isGood = isTheirs && text !== '' && !!device.key && (await isSigned(device.key, text, entry.evidence.sig))
    return { entry, text, isGood }
  }

  private judge(checked: readonly Checked[]): Evidenced {
    const holds = new Map<string, Problem>()
    const flags = new Map<string, Problem>()
    const links = new Map<string, Link>()
    for (const { entry, text, isGood } of checked) {
      const { key, n, prev } = entry.evidence
      const device = this.kept.get(key)
      if (!device) flags.set(entry.id, { code: 'DEVICE_KEY_UNKNOWN' })
      else if (!isGood) holds.set(entry.id, { code: 'DEVICE_SIGNATURE_WRONG' })
      else {
        if (device.isRevoked) holds.set(entry.id, { code: 'DEVICE_REVOKED' })
        const before = links.get(key) ?? device
        if (n !== before.n + 1 || prev !== before.last)
          flags.set(entry.id, { code: 'DEVICE_CHAIN_BROKEN', facts: { n, known: before.n } })
        if (n > before.n) links.set(key, { n, last: hash('sha256', text, 'base64url') })
      }
    }
    return { holds, flags, links }
  }
}

function textOf(entry: Signed): string {
  try {
    return signedText(entry, entry.evidence)
  } catch {
    return ''
  }
}
