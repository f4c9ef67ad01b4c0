import { namingField } from '#kernel/define/naming-field.ts'
import { isNamed, pageName } from '#kernel/define/page-name.ts'
import type { Name } from '#kernel/field/name.ts'
import { api } from '../api.ts'
import { knownSystems } from '../catalogue.svelte.ts'
import type { SyncRecord } from '../api-types.ts'
import { recordsVersion, serverRecords, syncContext } from '../store/records.svelte.ts'
import { seenRecords } from '../store/overlay.ts'

/** Systems whose pages name somebody: their key is made on the device and they hold a name. */
const naming = () =>
  knownSystems().flatMap((system) => {
    const field = namingField(system)
    return field ? [{ id: system.id, field }] : []
  })

/** Systems whose pages other pages call by a name or a number. */
const called = () => knownSystems().filter(isNamed)

/** Names that the server told with a page: of people at other offices, of their pupils. */
let learned = $state.raw<ReadonlyMap<string, Name>>(new Map())

export function learnNames(people: Readonly<Record<string, Name>> | undefined): void {
  const fresh = Object.entries(people ?? {}).filter(([id]) => !learned.has(id))
  if (fresh.length > 0) learned = new Map([...learned, ...fresh])
}

/** The pupils of another office, asked for once: a sheet of theirs is read by names. */
const asked = new Set<string>()

export async function learnPupils(office: string): Promise<void> {
  if (asked.has(office)) return
  asked.add(office)
  for (const { id: system, field } of naming()) {
    const { records } = await api<{ records: SyncRecord[] }>(
      'GET',
      `/records?system=${system}&office=${office}&limit=500`,
    ).catch(() => ({ records: [] }))
    learnNames(Object.fromEntries(records.map((record) => [record.stream, (record.body[field] ?? {}) as Name])))
  }
}

let index = new Map<string, Name>()
let indexFor = -1

/** The names of a person or pupil, as far as this device knows. */
export function findNames(id: string): Name | undefined {
  const person = syncContext()?.people[id] ?? syncContext()?.data.staff.find((staff) => staff.person === id)?.names
  if (person) return person
  if (indexFor !== recordsVersion()) {
    indexFor = recordsVersion()
    index = new Map()
    for (const definition of called()) {
      if (serverRecords(definition.id).size === 0 && seenRecords(definition.id).length === 0) continue
      for (const record of seenRecords(definition.id)) index.set(record.stream, pageName(definition, record) ?? {})
    }
  }
  return index.get(id) ?? learned.get(id)
}
