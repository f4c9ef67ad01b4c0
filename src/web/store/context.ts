import type { Context } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import { makeContext } from '#kernel/define/make-context.ts'
import { declaredDays } from '#systems/common/declared.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Foreign } from '../api-types.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { findSystem } from '../catalogue.svelte.ts'
import { now } from './clock.ts'
import { seenRecords, type Seen } from './overlay.ts'
import { recordsVersion, syncContext } from './records.svelte.ts'

/**
 * What checks, lists and sheets look at on this device: the synced facts of the office and the records as seen.
 * `about` names the body in question, for needs of one subject or one day; without it they hold all that is here.
 */
export function contextOf(definition: Definition, about: Body = {}, foreign?: Foreign): Context | undefined {
  const source = foreign ?? syncContext()
  if (!source) return undefined
  const office = source.data.office.id
  const lists = new Map<string, readonly Folded[]>(Object.entries(foreign?.needs ?? {}))
  const records = (need: string): readonly Folded[] => {
    const known = lists.get(need)
    if (known) return known
    const list = resolve(definition, need, office, about)
    lists.set(need, list)
    return list
  }
  const declared = [...source.data.declared, ...ownDeclared(office)]
  return makeContext({ ...source.data, declared }, source.actor, now(), records)
}

/** A holiday declared on this phone counts here before the server knows of it. */
const ownDeclared = (office: string) =>
  declaredDays(
    seenRecords('holiday').filter((page) => page.office === office && page.unsent > 0),
    () => 0,
  )

const ofOffice = new Map<string, readonly Seen[]>()
let ofOfficeFor = -1

/** The same array for the same records, since sheets and checks keep indexes by it. */
function allOf(system: string, office: string): readonly Seen[] {
  if (ofOfficeFor !== recordsVersion()) {
    ofOffice.clear()
    ofOfficeFor = recordsVersion()
  }
  const key = `${system}|${office}`
  const known = ofOffice.get(key)
  if (known) return known
  const list = seenRecords(system).filter((record) => record.office === office && record.heads.length > 0)
  ofOffice.set(key, list)
  return list
}

function resolve(definition: Definition, need: string, office: string, about: Body): readonly Seen[] {
  const { system, of } = definition.needs[need] ?? {}
  if (!system) return []
  if (of === 'subject') {
    const subject = definition.subject && about[definition.subject]
    const field = findSystem(system)?.subject
    const all = seenRecords(system)
    return subject === undefined || !field ? all : all.filter((record) => record.body[field] === subject)
  }
  if (of === 'above') return seenRecords(system).filter((record) => record.heads.length > 0)
  const all = allOf(system, office)
  const day = of === 'day' ? definition.day?.(about as never) : undefined
  return day === undefined ? all : all.filter((record) => Object.values(record.body).includes(day))
}
