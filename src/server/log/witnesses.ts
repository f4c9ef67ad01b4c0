import { createHash } from 'node:crypto'
import { toAddCheckpoint } from '#kernel/log/add-checkpoint.ts'
import { fromDecimal } from '#kernel/log/decimal.ts'
import { parseCheckpoint } from '#kernel/log/checkpoint.ts'
import { consistencyProof } from '#kernel/log/merkle.ts'
import { openNote, parseNote, toNote, type Signed } from '#kernel/log/note.ts'
import type { Policy } from '#kernel/log/policy.ts'
import { tileSubtrees } from '#kernel/log/tile-reader.ts'
import { LogIncident } from './incident.ts'
import { nodeCrypto } from './node-crypto.ts'
import type { Signer } from './signer.ts'
import { isPrefix, type State } from './state.ts'
import type { Storage } from './storage.ts'

const PATIENCE_MS = 5_000
const MOST_ANSWER = 65_536

type Witness = Policy['witnesses'][number]

/** How each witness last answered, for those who run the log. */
export type WitnessState = { name: string; size: number; at?: number; trouble?: string }

/** Asks the witnesses of a policy for their cosignatures, all at once; one that is away costs a few seconds at most. */
export class Witnesses {
  readonly states = new Map<string, WitnessState>()
  private readonly storage: Storage
  private readonly signer: Signer
  private readonly witnesses: readonly Witness[]

  constructor(storage: Storage, signer: Signer, policy: Policy) {
    this.storage = storage
    this.signer = signer
    this.witnesses = policy.witnesses.filter(({ url }) => url !== undefined)
    for (const { name } of this.witnesses) this.states.set(name, { name, size: 0 })
  }

  /** Good cosignatures of a checkpoint. A witness that holds another past of this log than we do is an incident. */
  async ask(state: State): Promise<readonly Signed[]> {
    const answers = await Promise.allSettled(this.witnesses.map((witness) => this.one(witness, state)))
    const incident = answers.find((a) => a.status === 'rejected' && a.reason instanceof LogIncident)
    if (incident?.status === 'rejected') throw incident.reason
    return answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []))
  }

  private async one(witness: Witness, state: State): Promise<Signed | undefined> {
    const known = this.states.get(witness.name)!
    try {
      // A witness that remembers another size than we thought says which: the second try knows it.
      for (let tries = 0; tries < 3; tries += 1) {
        const answer = await this.send(witness, state, known.size)
        if (answer.status === 409) {
          const size = fromDecimal(answer.text.replace(/\n$/, ''))
          if (size === undefined || size === known.size) return this.trouble(known, 'WITNESS_CONFUSED')
          if (size > state.size) return await this.dispute(witness, known, state)
          known.size = size
          continue
        }
        if (answer.status === 422) return await this.dispute(witness, known, state)
        if (answer.status !== 200) return this.trouble(known, `WITNESS_${answer.status}`)
        const note = parseNote(toNote(parseNote(state.note)!.text, [answer.text]))
        const signed = note && openNote(nodeCrypto, note, [witness.key])
        if (!signed) return this.trouble(known, 'WITNESS_SIGNATURE_WRONG')
        Object.assign(known, { size: state.size, at: signed[0]!.time, trouble: undefined })
        return signed[0]
      }
      return this.trouble(known, 'WITNESS_CONFUSED')
    } catch (error) {
      if (error instanceof LogIncident) throw error
      return this.trouble(known, 'WITNESS_AWAY')
    }
  }

  private async send(witness: Witness, state: State, old: number): Promise<{ status: number; text: string }> {
    const subtrees = tileSubtrees(nodeCrypto.sha256, state.size, this.storage.read)
    const from = Math.min(old, state.size)
    const proof = await consistencyProof(nodeCrypto.sha256, subtrees, from, state.size)
    return call(`${prefixOf(witness)}/add-checkpoint`, {
      method: 'POST',
      body: toAddCheckpoint({ old: from, proof, note: state.note }),
    })
  }

  /** A witness refuses: where it can show a checkpoint with our own signature that is not our past, the log has forked. */
  private async dispute(witness: Witness, known: WitnessState, state: State): Promise<undefined> {
    const hash = createHash('sha256').update(state.origin).digest('hex')
    const { status, text } = await call(`${prefixOf(witness)}/${hash}/checkpoint`, {})
    const note = status === 200 ? parseNote(text) : undefined
    const checkpoint =
      note && openNote(nodeCrypto, note, [this.signer.key, ...this.signer.previous])
        ? parseCheckpoint(note.text)
        : undefined
    if (!checkpoint || checkpoint.origin !== state.origin) return this.trouble(known, 'WITNESS_REFUSES')
    if (await isPrefix(this.storage, checkpoint, state.size)) return this.trouble(known, 'WITNESS_REFUSES')
    known.trouble = 'LOG_FORKED'
    throw new LogIncident('LOG_FORKED', { witness: witness.name, size: checkpoint.size, ours: state.size })
  }

  private trouble(known: WitnessState, code: string): undefined {
    known.trouble = code
  }
}

const prefixOf = (witness: Witness): string => witness.url!.replace(/\/+$/, '')

async function call(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
  const text = await answer.text()
  return { status: answer.status, text: text.slice(0, MOST_ANSWER) }
}
