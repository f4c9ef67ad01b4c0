import type { Body } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'

/** One step on a page as somebody at the school takes it on a day. */
export type DemoPage = { system: string; step: string; body: Body; by: string; day: Day; stream?: string }
