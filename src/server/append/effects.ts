import { effectsOf, toldOf, type Definition } from '#kernel/define/definition.ts'
import { applyEntry } from '#kernel/entry/fold.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import { systems } from '#systems/index.ts'
import { getSystem } from '../reach.ts'
import { streamKey, type Start } from './batch.ts'

/** The systems that hear of something these make happen. */
export function listenersOf(definitions: readonly Definition[]): Definition[] {
  const events = definitions.flatMap((d) => Object.values(d.steps).flatMap((step) => step.emits ?? []))
  return events.length === 0 ? [] : systems.filter((d) => events.some((event) => event in d.listens))
}

/**
 * Pages elsewhere that the effects of these entries will be laid on: they must be read under the lock before anything is
 * judged. Found by folding each entry as if it were taken; one that will be refused only reads a page too many.
 */
export function effectPages(
  entries: readonly Entry[],
  streams: Start['streams'],
): { system: string; stream: string }[] {
  const pages = new Map<string, { system: string; stream: string }>()
  for (const entry of entries) {
    const definition = getSystem(entry.system)
    const event = definition.steps[entry.step]?.emits
    if (event === undefined) continue
    const before = streams.get(streamKey(entry.system, entry.stream))?.record
    const record = applyEntry(definition, before, { ...entry, seq: Number.MAX_SAFE_INTEGER, received: 0 })
    for (const other of listenersOf([definition]))
      for (const { stream } of effectsOf(other, event, toldOf(record, before)))
        if (!streams.has(streamKey(other.id, stream)))
          pages.set(streamKey(other.id, stream), { system: other.id, stream })
  }
  return [...pages.values()]
}
