import { Counter, register } from 'prom-client'
import type { Answer } from '../append/answer.ts'

const entries = new Counter({ name: 'khata_entries_total', help: 'Entries answered, by answer', labelNames: ['status'], registers: [register] })

/** Counts answers for the operator's graphs. */
export function countEntries(answers: readonly Answer[]): void {
  for (const { status } of answers) entries.inc({ status })
}
