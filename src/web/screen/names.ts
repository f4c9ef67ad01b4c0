import type { Name } from '#kernel/field/name.ts'
import { systems } from '#systems/index.ts'
import { recordsVersion, serverRecords, syncContext } from '../store/records.svelte.ts'
import { seenRecords } from '../store/overlay.ts'

/** Systems whose pages name somebody: their key is made on the device and they hold a name. */
const naming = systems.flatMap((system) => {
  const [key] = system.key
  const isOwnKey = system.key.length === 1 && system.fields[key!]?.options['self'] === true
  const field = Object.keys(system.fields).find((name) => system.fields[name]!.kind === 'name')
  return isOwnKey && field ? [{ id: system.id, field }] : []
})

let index = new Map<string, Name>()
let indexFor = -1

/** The names of a person or pupil, as far as this device knows. */
export function findNames(id: string): Name | undefined {
  const person = syncContext()?.people[id] ?? syncContext()?.data.staff.find((staff) => staff.person === id)?.names
  if (person) return person
  if (indexFor !== recordsVersion()) {
    indexFor = recordsVersion()
    index = new Map()
    for (const { id: system, field } of naming) {
      if (serverRecords(system).size === 0 && seenRecords(system).length === 0) continue
      for (const record of seenRecords(system)) index.set(record.stream, (record.body[field] ?? {}) as Name)
    }
  }
  return index.get(id)
}
