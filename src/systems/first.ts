/**
 * What a class's day cannot do without: a phone that is new to the network fetches these first, and all others once the
 * first page works. A line here costs every first visit its kilobytes; `npm run -s bench -- web` tells how many.
 */
import type { Definition } from '#kernel/define/definition.ts'
import { admissionBase } from './admission/admission-base.ts'
import { attendanceBase } from './attendance/attendance-base.ts'
import { holiday } from './holiday/holiday.ts'

export const firstSystems: readonly Definition[] = [admissionBase, attendanceBase, holiday]
