import type { Definition } from '#kernel/define/definition.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import { getSystem } from '../reach.ts'
import type { Batch, Start } from './batch.ts'

/** What was read for the needs of a batch. */
export type Lists = {
  lists: ReadonlyMap<string, readonly Folded[]>
  above: ReadonlyMap<string, readonly Folded[]>
  streams: Start['streams']
  subjects: ReadonlyMap<string, readonly Folded[]>
}

/** Records for a need of a definition, with what this batch has already written on top. */
export function pickNeed(
  definition: Definition,
  need: string,
  body: Body,
  { lists, above, streams, subjects }: Lists,
  batch: Batch,
): readonly Folded[] {
  const wanted = definition.needs[need]
  if (!wanted) return []
  if (wanted.of === 'above') return overlay(above.get(wanted.system) ?? [], batch, wanted.system)
  if (wanted.of === 'office') return overlay(lists.get(wanted.system) ?? [], batch, wanted.system)
  if (wanted.of === 'day') {
    const on = body['on']
    const ofDay = [...streams.values()]
      .map((s) => s.record)
      .filter((r) => r.system === wanted.system && r.body['on'] === on)
    return overlay(ofDay, batch, wanted.system, (r) => r.body['on'] === on)
  }
  const subject = definition.subject && body[definition.subject]
  const isHers = (r: Folded) => r.body[getSystem(wanted.system).subject ?? ''] === subject
  const hers = (subjects.get(String(subject)) ?? []).filter((r) => r.system === wanted.system)
  return overlay(hers, batch, wanted.system, isHers)
}

/** A list with the batch's own records of that system over it; the same array while the batch writes none. */
function overlay(
  list: readonly Folded[],
  batch: Batch,
  system: string,
  isWanted: (r: Folded) => boolean = () => true,
): readonly Folded[] {
  const own = batch.ownOf(system)
  if (own.size === 0) return list
  const rest = list.length === 0 ? list : list.filter((r) => !own.has(r.stream))
  return [...rest, ...[...own.values()].filter(isWanted)]
}
