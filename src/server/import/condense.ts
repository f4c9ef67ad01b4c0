import type { Written } from '../append/batch.ts'

/**
 * Sums up what thousands of pages of one office say alike: one line of the roll-up for each measure and day, and one
 * recount over the whole stretch of days, in place of one for each page.
 */
export function condense(written: Written): Written {
  const deltas = new Map<string, Written['deltas'][number]>()
  for (const delta of written.deltas) {
    const key = `${delta.system} ${delta.day} ${delta.measure}`
    const sum = deltas.get(key)
    if (sum) sum.delta += delta.delta
    else deltas.set(key, { ...delta })
  }
  const recounts = new Map<string, Written['recounts'][number]>()
  for (const recount of written.recounts) {
    const key = recount.systems.join()
    const wide = recounts.get(key)
    if (!wide) recounts.set(key, { ...recount })
    else {
      if (recount.from < wide.from) wide.from = recount.from
      if (recount.to === undefined) delete wide.to
      else if (wide.to !== undefined && recount.to > wide.to) wide.to = recount.to
    }
  }
  return {
    ...written,
    deltas: [...deltas.values()].filter(({ delta }) => delta !== 0),
    recounts: [...recounts.values()].filter(({ systems }) => systems.length > 0),
  }
}
