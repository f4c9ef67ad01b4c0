/**
 * Ranking a transfer round: points of 50,000 applicants by a weight table, seats in 100,000 vacancies given by it, and
 * each applicant told her rank and what decided at each of her choices; against one plain sort of the same applicants.
 */
import { performance } from 'node:perf_hooks'
import { Random } from '#cli/demo/random.ts'
import { allocate, type Applicant } from '#kernel/rule/allocate.ts'
import { orderKey, pointsOf, type Counted, type WeightTable } from '#kernel/rule/weights.ts'
import type { Bench } from './support/figure.ts'

const APPLICANTS = 50_000
const VACANCIES = 100_000
/** At most so many schools are named (fact book BD 3.1). */
const CHOICES = 3

const TABLE: WeightTable = {
  total: 10_000,
  weights: [
    { criterion: 'service', each: 200, most: 4_000 },
    { criterion: 'distance', each: 40, most: 2_000 },
    { criterion: 'spouse', each: 2_000, most: 2_000 },
    { criterion: 'woman', each: 1_000, most: 1_000 },
    { criterion: 'disability', each: 1_000, most: 1_000 },
  ],
  ties: ['serviceDays'],
}

const bench: Bench = async () => {
  const random = new Random('transfer round')
  const people = Array.from({ length: APPLICANTS }, (_, i) => personOf(i, random))
  const places = Array.from({ length: VACANCIES }, (_, i) => ({ id: placeId(i), seats: 1 }))
  const counted = new Map(people.map(({ id, counted }) => [id, counted]))

  const started = performance.now()
  const keys = new Map(people.map(({ id, counted }) => [id, orderKey(TABLE, counted)]))
  const { placeOf, standings } = allocate(people, places, (id) => keys.get(id)!)
  let told = 0
  for (const { id } of people) {
    told += standings(id).length
    told += pointsOf(TABLE, counted.get(id)!).lines.length
  }
  const value = (performance.now() - started) / 1000

  const sorted = performance.now()
  people.toSorted((a, b) => keys.get(b.id)![0]! - keys.get(a.id)![0]!)
  const floor = (performance.now() - sorted) / 1000
  return {
    name: 'rank',
    value,
    unit: 's',
    floor,
    ratio: value / floor,
    applicants: APPLICANTS,
    vacancies: VACANCIES,
    placed: placeOf.size,
    linesTold: told,
    budget: 30,
  }
}

export default bench

type Person = Applicant & { counted: Counted }

const placeId = (i: number): string => `vacancy-${String(i).padStart(6, '0')}`

/** Schools near towns are asked for by many: the square draws choices towards the first of the list. */
function personOf(i: number, random: Random): Person {
  const choices = Array.from({ length: CHOICES }, () => placeId(Math.floor(random.next() ** 2 * VACANCIES)))
  const serviceDays = 730 + Math.floor(random.next() * 12_000)
  return {
    id: `applicant-${String(i).padStart(6, '0')}`,
    choices,
    counted: {
      service: Math.floor(serviceDays / 365),
      serviceDays,
      distance: Math.floor(random.next() * 120),
      spouse: Number(random.next() < 0.3),
      woman: Number(random.next() < 0.6),
      disability: Number(random.next() < 0.01),
    },
  }
}
