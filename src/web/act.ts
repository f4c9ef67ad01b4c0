import { v7 } from 'uuid'
import type { Definition } from '#kernel/define/definition.ts'
import { streamOf } from '#kernel/define/definition.ts'
import { judge, type Judgement } from '#kernel/entry/judge.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import type { Foreign } from './api-types.ts'
import { readClock } from './store/clock.ts'
import { contextOf } from './store/context.ts'
import { StoreError } from './store/db.ts'
import { append, type Pending } from './store/outbox.svelte.ts'
import type { Seen } from './store/overlay.ts'
import { syncContext } from './store/records.svelte.ts'
import { deviceId, getMe } from './store/session.svelte.ts'
import { sync } from './store/sync.svelte.ts'

/** What a step is taken on: the record as seen (none for a new page), and the facts of its office when it is another's. */
export type Aim = {
  record?: Seen | undefined
  foreign?: Foreign | undefined
  reason?: string
  files?: readonly string[]
}

export type Outcome =
  | { ok: true; entry: Entry; problems: readonly Problem[]; flags: readonly Problem[] }
  | { ok: false; problems: readonly Problem[] }

/**
 * One step of any system, taken on this device: judged by the kernel's own rules, refused at once with reasons while
 * the form still stands, else kept in the outbox and sent when the network is there.
 */
export async function submit(definition: Definition, step: string, body: Body, aim: Aim = {}): Promise<Outcome> {
  const [told] = await submitAll(definition, step, body, [aim])
  return told!
}

/**
 * The same step with the same values on many: each is judged for itself and gets its own entry. Where one is refused
 * none is written, so that the person sees who it is and takes her out or changes what she gave.
 */
export async function submitAll(
  definition: Definition,
  step: string,
  body: Body,
  aims: readonly Aim[],
): Promise<readonly Outcome[]> {
  const tried = aims.map((aim) => tryOut(definition, step, body, aim))
  if (tried.some(({ outcome }) => !outcome.ok)) return tried.map(({ outcome }) => outcome)
  try {
    await append(tried.flatMap(({ pending }) => pending ?? []))
  } catch (error) {
    const code = error instanceof StoreError ? error.code : 'STORE_BROKEN'
    return aims.map(() => ({ ok: false, problems: [{ code }] }))
  }
  void sync()
  return tried.map(({ outcome }) => outcome)
}

function tryOut(definition: Definition, step: string, body: Body, aim: Aim): { outcome: Outcome; pending?: Pending } {
  const made = makeEntry(definition, step, body, aim)
  if (!made) return { outcome: { ok: false, problems: [{ code: 'NOT_SYNCED' }] } }
  const judged = judgeHere(definition, made, aim)
  if (judged.status === 'refused') return { outcome: { ok: false, problems: judged.problems } }
  const entry: Entry = { ...made, body: judged.body }
  return {
    outcome: { ok: true, entry, problems: judged.problems, flags: judged.flags },
    pending: {
      entry,
      apart: judged.status === 'held' && judged.apart,
      flags: judged.flags,
      ...(aim.files && aim.files.length > 0 && { files: aim.files }),
    },
  }
}

function makeEntry(definition: Definition, step: string, body: Body, aim: Aim): Entry | undefined {
  const me = getMe()
  const office = aim.foreign?.data.office.id ?? aim.record?.office ?? syncContext()?.data.office.id
  if (office === undefined) return undefined
  const isReplacing = definition.steps[step]?.mode === 'replace'
  return {
    id: v7(),
    office,
    system: definition.id,
    version: definition.version,
    stream: aim.record?.stream ?? streamOf(definition, body) ?? '',
    step,
    body,
    replaces: isReplacing ? replacedBy(definition, step, aim.record) : [],
    ...(aim.reason && { reason: aim.reason }),
    by: me.person.id,
    post: me.post,
    device: deviceId(),
    clock: readClock(),
  }
}

/** A correction names every rival on the page, so that it also settles a clash; a cancellation names the acts too. */
function replacedBy(definition: Definition, step: string, record: Seen | undefined): string[] {
  if (!record) return []
  const isCancelling = definition.steps[step]?.to === 'cancelled'
  return [...record.heads, ...(isCancelling ? record.acts : [])].map((item) => item.id)
}

/** Our own judgement. For another office's record this device lacks the facts that checks need: the server has them. */
function judgeHere(definition: Definition, entry: Entry, aim: Aim): Judgement {
  const isForeign = entry.office !== syncContext()?.data.office.id
  if (isForeign && !aim.foreign) return taken(entry)
  const about = { ...aim.record?.body, ...entry.body }
  const context = contextOf(definition, about, aim.foreign)
  if (!context) return { status: 'refused', problems: [{ code: 'NOT_SYNCED' }] }
  const judged = judge(definition, entry, context, aim.record)
  const isSure = !isForeign || Object.keys(definition.needs).length === 0
  if (isSure || judged.status === 'accepted') return judged
  const own = judged.problems.filter((problem) => !definition.codes.includes(problem.code))
  if (judged.status === 'refused' && own.length > 0) return { status: 'refused', problems: own }
  return taken(entry)
}

const taken = (entry: Entry): Judgement => ({ status: 'accepted', body: entry.body, flags: [], problems: [] })
