/** Pages as people write them on a device: pupils and class sheets, with entries that correct and cancel them. */
import { v7 as uuidv7 } from 'uuid'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Client } from './app.ts'

/** The page of one pupil; nothing in it is flagged. */
export const pupilBody = (given: Body = {}): Body => {
  const pupil = uuidv7()
  return {
    pupil,
    on: '2026-01-04',
    group: '3-A',
    name: { en: `Pupil ${pupil.slice(-6)}` },
    sex: 'girl',
    birth: '2017-05-05',
    proof: 'birth-certificate',
    mother: { en: 'Mother' },
    ...given,
  }
}

/** Admits pupils into a class section and returns their ids. */
export async function admitPupils(client: Client, count: number, given: Body = {}): Promise<string[]> {
  const entries = Array.from({ length: count }, (_, i) =>
    client.entry('admission', 'enter', pupilBody({ roll: i + 1, ...given })),
  )
  const answers = await client.send(...entries)
  const bad = answers.find((answer) => answer.status !== 'accepted')
  if (bad) throw new Error(JSON.stringify(bad))
  return entries.map((entry) => entry.stream)
}

/** A sheet on which all are present but the first few. */
export const sheetBody = (pupils: readonly string[], absent = 0, given: Body = {}): Body => ({
  on: '2026-07-14',
  group: '3-A',
  marks: Object.fromEntries(pupils.map((pupil, i) => [pupil, i < absent ? 'A' : 'P'])),
  ...given,
})

/** Everything that stands on a page: what a correction replaces, and with its acts what a cancellation does. */
export const standing = (record: Pick<Folded, 'heads' | 'acts'>, withActs = false): string[] =>
  [...record.heads, ...(withActs ? record.acts : [])].map((item) => item.id)

/** A correction of a page. */
export const correction = (client: Client, record: Folded, body: Body, more: Partial<Entry> = {}): Entry =>
  client.entry(record.system, 'correct', body, {
    office: record.office,
    replaces: standing(record),
    reason: 'written wrongly',
    ...more,
  })

/** A cancellation of a page with all that was done on it. */
export const cancellation = (client: Client, record: Folded, more: Partial<Entry> = {}): Entry =>
  client.entry(
    record.system,
    'cancel',
    {},
    {
      office: record.office,
      stream: record.stream,
      replaces: standing(record, true),
      reason: 'should not be here',
      ...more,
    },
  )
