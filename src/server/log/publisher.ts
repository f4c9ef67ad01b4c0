import { openNote, parseNote, toNote } from '#kernel/log/note.ts'
import type { Policy } from '#kernel/log/policy.ts'
import { parseTilePath, TILE, tilePath } from '#kernel/log/tile-path.ts'
import { nodeCrypto } from './node-crypto.ts'
import type { Signer } from './signer.ts'
import { findPublished, type State } from './state.ts'
import { CHECKPOINT, type Storage } from './storage.ts'
import type { Witnesses } from './witnesses.ts'

/**
 * Shows a signed checkpoint to the witnesses and, once enough of them have cosigned it, to the public. Until then the
 * one before stays: nobody is given a receipt that the policy would not accept.
 */
export class Publisher {
  /** The size the public sees, and since when the newest could not be published. */
  published = -1
  /** When it was published; by the last of the witnesses' clocks where the policy asks for any. */
  at = { time: 0, witnessed: false }
  waitingSince: number | undefined
  private readonly storage: Storage
  private readonly signer: Signer
  private readonly policy: Policy
  private readonly witnesses: Witnesses
  private readonly now: () => number

  constructor(storage: Storage, signer: Signer, policy: Policy, witnesses: Witnesses, now: () => number = Date.now) {
    this.storage = storage
    this.signer = signer
    this.policy = policy
    this.witnesses = witnesses
    this.now = now
  }

  async publish(state: State): Promise<void> {
    const before = await findPublished(this.storage, this.signer)
    this.published = before?.size ?? -1
    if (before?.size === state.size && this.isEnough(before.note)) {
      if (this.at.time === 0) this.at = { time: this.now(), witnessed: false }
      return
    }
    const cosigned = await this.witnesses.ask(state)
    if (!this.policy.isQuorum(cosigned.map(({ key }) => key))) {
      this.waitingSince ??= this.now()
      return
    }
    const note = parseNote(state.note)!
    const lines = [...note.signatures.map(({ line }) => line), ...cosigned.map(({ line }) => line)]
    await this.storage.publish(CHECKPOINT, new TextEncoder().encode(toNote(note.text, lines)))
    this.published = state.size
    const times = cosigned.map(({ time }) => (time ?? 0) * 1000)
    this.at = { time: times.length > 0 ? Math.max(...times) : this.now(), witnessed: times.length > 0 }
    this.waitingSince = undefined
    if (before) await this.storage.drop(outgrown(before.size, state.size))
  }

  /** Whether what is published has our key of now and the witnesses of now under it: either may have changed since. */
  private isEnough(text: string): boolean {
    const witnesses = this.policy.witnesses.map(({ key }) => key)
    const signed = openNote(nodeCrypto, parseNote(text)!, [this.signer.key, ...witnesses]) ?? []
    const keys = signed.map(({ key }) => key)
    return keys.includes(this.signer.key) && this.policy.isQuorum(keys.filter((key) => key !== this.signer.key))
  }
}

/** Folders of partial tiles that the public no longer needs, because the full tile is there. */
function outgrown(before: number, now: number): string[] {
  const paths: string[] = []
  const level = (name: number | 'entries', from: number, to: number): void => {
    const index = Math.floor(from / TILE)
    if (from % TILE > 0 && index < Math.floor(to / TILE))
      paths.push(`${tilePath({ level: name, index, width: TILE })}.p`)
  }
  level('entries', before, now)
  for (let row = 0, [from, to] = [before, now]; to > 0; row += 1) {
    level(row, from, to)
    ;[from, to] = [Math.floor(from / TILE), Math.floor(to / TILE)]
  }
  return paths.filter((path) => parseTilePath(path.slice(0, -2)) !== undefined)
}
