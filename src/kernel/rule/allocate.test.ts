import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, type Applicant, type Place } from './allocate.ts'

type Market = { applicants: Applicant[]; places: Place[]; points: Record<string, number> }

/** Few people and places, so that they get in each other's way; points repeat, so that ids must decide. */
const market: fc.Arbitrary<Market> = fc
  .record({
    seats: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 5 }),
    people: fc.array(
      fc.record({
        choices: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
        points: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
      }),
      { maxLength: 9 },
    ),
  })
  .map(({ seats, people }) => ({
    places: seats.map((n, i) => ({ id: `p${i}`, seats: n })),
    applicants: people.map(({ choices }, i) => ({ id: `a${i}`, choices: choices.map((c) => `p${c}`) })),
    points: Object.fromEntries(people.flatMap(({ points }, i) => points.map((n, p) => [`a${i} p${p}`, n]))),
  }))

const run = ({ applicants, places, points }: Market) =>
  allocate(applicants, places, (applicant, place) => [points[`${applicant} ${place}`]!])

const told = (one: Market) => {
  const { placeOf, standings } = run(one)
  return one.applicants
    .map(({ id }) => ({ id, place: placeOf.get(id), standings: standings(id) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Whether a stands before b at a place, told apart from the code under test. */
const isBefore = ({ points }: Market, a: string, b: string, place: string): boolean =>
  points[`${a} ${place}`]! > points[`${b} ${place}`]! || (points[`${a} ${place}`] === points[`${b} ${place}`] && a < b)

describe('allocation', () => {
  test('does not hang on the order of the lists', () => {
    fc.assert(
      fc.property(market, fc.infiniteStream(fc.double({ noNaN: true })), (one, random) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item)
        expect(told({ ...one, applicants: shuffle(one.applicants), places: shuffle(one.places) })).toEqual(told(one))
      }),
    )
  })

  test('gives no seat twice, and passes nobody over', () => {
    fc.assert(
      fc.property(market, (one) => {
        const { placeOf, standings } = run(one)
        for (const { id, seats } of one.places) {
          const inside = [...placeOf].filter(([, place]) => place === id).map(([applicant]) => applicant)
          expect(inside.length).toBeLessThanOrEqual(seats)
          for (const applicant of one.applicants) {
            const at = applicant.choices.indexOf(id)
            const got = applicant.choices.indexOf(placeOf.get(applicant.id) ?? '')
            if (at < 0 || (got >= 0 && got <= at)) continue
            // She would rather be here: then it is full, and everybody inside stands before her.
            expect(inside.length).toBe(seats)
            for (const other of inside) expect(isBefore(one, other, applicant.id, id)).toBe(true)
            expect(standings(applicant.id).find(({ place }) => place === id)!.outcome).toBe('full')
          }
        }
      }),
    )
  })

  test('nobody gains by naming her choices otherwise than she wants them', () => {
    fc.assert(
      fc.property(market, fc.nat(), fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), (one, who, other) => {
        if (one.applicants.length === 0) return
        const at = who % one.applicants.length
        const { id, choices } = one.applicants[at]!
        const said = { id, choices: other.map((c) => `p${c}`) }
        const wish = (place: string | undefined) => {
          const n = choices.indexOf(place ?? '')
          return n < 0 ? choices.length : n
        }
        const honest = run(one).placeOf.get(id)
        const clever = run({ ...one, applicants: one.applicants.with(at, said) }).placeOf.get(id)
        expect(wish(honest)).toBeLessThanOrEqual(wish(clever))
      }),
    )
  })

  test('tells each applicant her rank, what came of it, and what decided', () => {
    const points: Record<string, readonly number[]> = { amina: [70, 3], bina: [70, 5], chaya: [90, 1], dina: [70, 5] }
    const applicants = [
      { id: 'amina', choices: ['sadar', 'char'] },
      { id: 'bina', choices: ['sadar'] },
      { id: 'chaya', choices: ['sadar', 'char', 'sadar'] },
      { id: 'dina', choices: ['sadar', 'closed'] },
    ]
    const places = [
      { id: 'sadar', seats: 2 },
      { id: 'char', seats: 1 },
      { id: 'closed', seats: 0 },
    ]
    const { placeOf, standings } = allocate(applicants, places, (applicant) => points[applicant]!)
    expect(Object.fromEntries(placeOf)).toEqual({ chaya: 'sadar', bina: 'sadar', amina: 'char' })
    expect(standings('amina')).toEqual([
      { place: 'sadar', rank: 4, of: 4, outcome: 'full', decidedBy: 1 },
      { place: 'char', rank: 2, of: 2, outcome: 'placed' },
    ])
    expect(standings('chaya')).toEqual([
      { place: 'sadar', rank: 1, of: 4, outcome: 'placed' },
      { place: 'char', rank: 1, of: 2, outcome: 'dearer' },
    ])
    expect(standings('dina')).toEqual([
      { place: 'sadar', rank: 3, of: 4, outcome: 'full', decidedBy: 2 },
      { place: 'closed', rank: 1, of: 1, outcome: 'full' },
    ])
    expect(standings('nobody')).toEqual([])
  })
})
