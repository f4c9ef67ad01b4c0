import type { OfficeView } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { ContextData } from '#kernel/define/make-context.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Foreign } from '../api-types.ts'
import { enabledSystems } from '../screen/cases.ts'
import { contextOf } from '../store/context.ts'
import { now } from '../store/clock.ts'
import { syncContext } from '../store/records.svelte.ts'
import { fetchOrSeen, type SeenPage } from '../store/seen-pages.ts'
import { findAfar } from '../steps-here.ts'

/** An office below as this device carries it for pages that are begun there without network. */
export type FarOffice = {
  office: OfficeView
  nearest: ContextData['nearest']
  lat?: number
  lon?: number
  lines: readonly Line[]
  starts: Record<string, unknown>
  later: Record<string, unknown>
}

export type FarAnswer = {
  day: string
  offices: FarOffice[]
  areas: { id: string; names: Name; schools: number }[]
}

const FRESH_MS = 20 * 60_000
const fetched = new Map<string, number>()

/** The offices below, fetched where there is network, else as they were last seen. */
export const carried = (person: string, system: string, under?: string): Promise<SeenPage<FarAnswer>> =>
  fetchOrSeen<FarAnswer>(person, `/afar?system=${system}${under === undefined ? '' : `&under=${under}`}`)

/** Fetches them ahead, so that they are here when there is no network; a failure is told by the page that needs them. */
export async function carryAhead(person: string): Promise<void> {
  for (const definition of enabledSystems()) {
    const context = contextOf(definition)
    const key = `${person} ${context?.actor.post} ${definition.id}`
    if (!context || !findAfar(definition, context) || now() - (fetched.get(key) ?? 0) < FRESH_MS) continue
    const page = await carried(person, definition.id).catch(() => undefined)
    if (page && !page.stale) fetched.set(key, now())
  }
}

/** The facts under which a page of that office is judged here: the server has the rest. */
export function foreignOf({ office, nearest }: FarOffice): Foreign | undefined {
  const own = syncContext()
  return own && { ...own, data: { ...own.data, office, nearest, staff: [], closings: [] }, needs: {} }
}

/** What the form begins with: the registers' figures only on the day they are of. */
export const startsOn = ({ starts, later }: FarOffice, of: string, today: string): Record<string, unknown> =>
  of === today ? starts : later
