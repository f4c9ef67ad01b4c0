import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DatedRow, getRateOn, rateGaps, rateOn } from './dated-rate.ts'
import { dayOfEpoch } from './day.ts'

const rent: DatedRow<number>[] = [
  { from: '2025-11-01', to: '2026-06-30', value: 7.5, source: 'Finance Division 21-10-2025' },
  { from: '2026-07-01', value: 15, source: 'Finance Division 21-10-2025' },
]

test('the row of the day is found, with its order', () => {
  expect(rateOn(rent, '2025-10-31')).toBeUndefined()
  expect(rateOn(rent, '2025-11-01')?.value).toBe(7.5)
  expect(rateOn(rent, '2026-06-30')?.source).toBe('Finance Division 21-10-2025')
  expect(getRateOn(rent, '2026-07-01').value).toBe(15)
  expect(() => getRateOn(rent, '2025-10-31')).toThrow('RATE_MISSING')
})

test('of overlapping rows the later one holds', () => {
  const rows = [
    { from: '2026-02-01', value: 'new', source: 'b' },
    { from: '2026-01-01', value: 'old', source: 'a' },
  ]
  expect(getRateOn(rows, '2026-03-01').value).toBe('new')
  expect(rateGaps(rows)).toEqual([{ kind: 'overlap', from: '2026-02-01' }])
})

test('faults of a table are named with their days', () => {
  expect(rateGaps(rent)).toEqual([])
  expect(rateGaps([])).toEqual([])
  const row = (from: string, to: string) => ({ from, to, value: 0, source: '' })
  expect(rateGaps([row('2026-03-05', '2026-03-31'), row('2026-01-01', '2026-02-28')])).toEqual([
    { kind: 'gap', from: '2026-03-01', to: '2026-03-04' },
  ])
  expect(rateGaps([row('2026-01-01', '2026-01-31'), row('2026-01-31', '2026-02-28')])).toEqual([
    { kind: 'overlap', from: '2026-01-31', to: '2026-01-31' },
  ])
  expect(rateGaps([row('2026-02-01', '2026-01-01')])).toEqual([
    { kind: 'reversed', from: '2026-02-01', to: '2026-01-01' },
  ])
})

test('gaps and overlaps are exactly the days that no row, or more than one, holds', () => {
  const START = 20000
  const row = fc.tuple(fc.nat(40), fc.option(fc.nat(15), { nil: undefined })).map(([from, n]): DatedRow<number> => {
    const open = { from: dayOfEpoch(START + from), value: 0, source: '' }
    return n === undefined ? open : { ...open, to: dayOfEpoch(START + from + n) }
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const faults = rateGaps(rows)
      const holds = (r: { from: string; to?: string }, day: string) =>
        r.from <= day && (r.to === undefined || day <= r.to)
      const first = rows.map((r) => r.from).sort()[0]!
      const last = rows.some((r) => r.to === undefined)
        ? dayOfEpoch(START + 60)
        : rows
            .map((r) => r.to!)
            .sort()
            .at(-1)!
      for (let n = START; n <= START + 60; n++) {
        const day = dayOfEpoch(n)
        const count = rows.filter((r) => holds(r, day)).length
        const found = (kind: string) => faults.some((f) => f.kind === kind && holds(f, day))
        expect(found('gap')).toBe(count === 0 && first < day && day < last)
        expect(found('overlap')).toBe(count > 1)
        expect(rateOn(rows, day) !== undefined).toBe(count > 0)
      }
    }),
  )
})
