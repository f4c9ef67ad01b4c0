import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical } from '#kernel/entry/canonical.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { makeSchool, type Device } from '#test/support/device.ts'
import { pupilBody } from '#test/support/device-pages.ts'
import { readWorld } from '#test/support/oracle.ts'

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t?.stop())

/** What one person writes without network: pages of two class sheets and a holiday, corrected and cancelled. */
type Act = { step: 'enter' | 'correct' | 'cancel'; page: number; n: number }

const act: fc.Arbitrary<Act> = fc.record({
  step: fc.constantFrom('enter', 'enter', 'correct', 'correct', 'cancel'),
  page: fc.nat(2),
  n: fc.nat(3),
})
const acts = fc.array(act, { minLength: 2, maxLength: 8, size: 'max' })

async function write(device: Device, pupils: readonly string[], { step, page, n }: Act): Promise<void> {
  const [system, body] =
    page === 2
      ? ([
          'holiday',
          { on: '2026-07-12', kind: n % 2 ? 'open' : 'closed', cause: ['fog', 'heat', 'flood', 'cold'][n] },
        ] as const)
      : ([
          'attendance',
          {
            on: '2026-07-14',
            group: ['3-A', '4-A'][page],
            marks: Object.fromEntries(pupils.map((pupil, i) => [pupil, i === n ? 'A' : 'P'])),
          },
        ] as const)
  const stream = page === 2 ? '2026-07-12' : `2026-07-14/${['3-A', '4-A'][page]!}`
  const on = device.seen(system).find((record) => record.stream === stream && record.heads.length > 0)
  if (step === 'enter' || on)
    await device.submit(system, step, step === 'cancel' ? {} : body, { on: step === 'enter' ? undefined : on })
}

/** Two heads write what each has to write, offline; then it arrives one by one in the given order. */
async function play(
  scripts: readonly [readonly Act[], readonly Act[]],
  order: readonly boolean[],
  pupils: readonly string[],
) {
  const { office, head, teacher } = await makeSchool(t)
  for (const pupil of pupils) await head.submit('admission', 'enter', pupilBody({ pupil, name: { en: 'Pupil' } }))
  await head.push()
  const devices = [head, teacher] as const
  for (const [i, device] of devices.entries()) {
    await device.pull()
    for (const one of scripts[i]!) await write(device, pupils, one)
  }
  for (const isFirst of order) await devices[isFirst ? 0 : 1].push({ size: 1 })
  for (const device of devices) await device.push()
  const pages = (await readWorld(t.sql)).records.filter(
    (record) => record.office === office && record.system !== 'admission',
  )
  const tray = await t.sql('select problems from tray where office = $1', [office])
  return {
    tray,
    pages: pages
      .map(({ system, stream, heads, gone, state, body }) => {
        const values = heads.map((head) => canonical(head.body)).sort()
        // Where two values stand side by side, the page shows the one that was taken first.
        const shown = new Set(values).size === 1 ? { state, body } : undefined
        return { key: `${system} ${stream}`, values, gone: gone.length, shown }
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

describe('registers', () => {
  test('come to the same pages in whatever order two devices are heard', async () => {
    const pupils = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
    await fc.assert(
      fc.asyncProperty(
        acts,
        acts,
        fc.array(fc.boolean(), { maxLength: 16 }),
        fc.array(fc.boolean(), { maxLength: 16 }),
        async (one, two, order, other) => {
          const teacherActs = two.filter(({ page }) => page !== 2)
          const first = await play([one, teacherActs], order, pupils)
          const second = await play([one, teacherActs], other, pupils)
          expect(first.tray).toEqual([])
          expect(second).toEqual(first)
        },
      ),
      { numRuns: Number(process.env['KHATA_SYNC_RUNS'] ?? 8), endOnFailure: true },
    )
  })
})
