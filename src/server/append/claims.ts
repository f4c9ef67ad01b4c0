import { createHash } from 'node:crypto'
import type { Definition } from '#kernel/define/definition.ts'
import { seriesName } from '#kernel/define/series.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Field } from '#kernel/field/field.ts'
import type { Client } from '../db/pool.ts'

/** The key under which a claim is kept: a hash, so that no birth registration number stands in the table. */
export const claimKey = (system: string, text: string): Buffer =>
  createHash('sha256').update(`${system}:${text}`).digest()

/** The key of a number of an office's series. */
export const numberKey = (office: string, series: string, number: number): Buffer =>
  claimKey(`series ${series}`, `${office} ${number}`)

/**
 * Claims of other pages on what these entries may claim. What can be read of a body, in its one canonical form, is shown
 * to `claims` as if it were already a page.
 */
export async function claimKeys(
  client: Client,
  definitions: readonly Definition[],
  entries: readonly Entry[],
  office: string,
  years: Parameters<typeof seriesName>[3],
): Promise<{ key: Buffer; stream: string }[]> {
  const keys = entries.flatMap((entry) => {
    const definition = definitions.find((d) => d.id === entry.system)!
    const assigns = Object.entries(definition.steps[entry.step]?.assigns ?? {})
    const body = readable(definition.steps[entry.step]?.fields ?? {}, entry.body)
    const numbers = assigns.flatMap(([field, series]) =>
      typeof body[field] === 'number'
        ? [numberKey(office, seriesName(series, definition, body, years), body[field])]
        : [],
    )
    if (!definition.claims) return numbers
    const page = {
      office,
      system: entry.system,
      stream: entry.stream,
      state: definition.states[0]!,
      body,
      heads: [],
      gone: [],
      acts: [],
      flags: [],
      seq: 0,
    }
    return [...numbers, ...definition.claims(page).map((text) => claimKey(entry.system, text))]
  })
  if (keys.length === 0) return []
  return (await client.query('select key, stream from claim where key = any($1::bytea[])', [keys])).rows
}

/** The fields of a body that can be read, whatever is wrong with the others. */
function readable(fields: Readonly<Record<string, Field>>, given: Body): Body {
  const context = { options: () => [] }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value =
        given[key] === undefined || given[key] === null ? undefined : field.read(given[key], '', [], context)
      return value === undefined ? [] : [[key, value]]
    }),
  )
}
