import type { DayStyle } from '#kernel/rule/format-day.ts'
import { syncContext } from '../store/records.svelte.ts'

/** Bangladesh writes both calendars; elsewhere the Bangla date says nothing. */
export const dayStyle = (): DayStyle => (syncContext()?.pack.currency.code === 'BDT' ? 'dual' : 'long')
