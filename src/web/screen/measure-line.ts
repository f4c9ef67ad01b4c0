import type { Definition } from '#kernel/define/definition.ts'
import type { SyncRecord } from '../api-types.ts'
import { contextOf } from '../store/context.ts'
import { hasLabel, label, num } from '../text/text.svelte.ts'

/** The figures a page contributes, as a line: 45 present of 48. */
export function measureLine(definition: Definition, record: SyncRecord): string {
  const { measures } = definition
  const context = contextOf(definition, record.body)
  if (!measures || !context) return ''
  return measures.show
    .filter(({ of, per }) => per === undefined && (of === undefined || of in measures.count))
    .map(({ measure, of }) => {
      const value = measures.count[measure]?.(record, context) ?? 0
      const whole = of === undefined ? undefined : (measures.count[of]?.(record, context) ?? 0)
      if (whole === undefined && value === 0) return ''
      const name = hasLabel(definition.id, `measures.${measure}`) ? label(definition.id, `measures.${measure}`) : ''
      return whole === undefined ? `${name} ${num(value)}` : `${name} ${num(value)} / ${num(whole)}`
    })
    .filter(Boolean)
    .join(' · ')
}
