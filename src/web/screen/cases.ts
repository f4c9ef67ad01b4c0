import type { Definition } from '#kernel/define/definition.ts'
import { usesSystem } from '#kernel/pack.ts'
import { knownSystems } from '../catalogue.svelte.ts'
import { seenRecords, type Seen } from '../store/overlay.ts'
import { syncContext } from '../store/records.svelte.ts'
import { findPost } from '../store/session.svelte.ts'

/** Systems in use by this person's pack that this version knows. */
export function enabledSystems(): Definition[] {
  const pack = syncContext()?.pack
  return knownSystems().filter((system) => !pack || usesSystem(pack, system.id))
}

/** Cases that lie with the post under which the person acts, oldest deadline first. */
export function casesForMe(): { definition: Definition; record: Seen }[] {
  const post = findPost()
  return enabledSystems()
    .flatMap((definition) => seenRecords(definition.id).map((record) => ({ definition, record })))
    .filter(
      ({ record }) =>
        record.duty && record.unsent === 0 && record.duty.role === post?.role && record.duty.office === post.office.id,
    )
    .sort((a, b) => (a.record.duty!.dueBy < b.record.duty!.dueBy ? -1 : 1))
}
