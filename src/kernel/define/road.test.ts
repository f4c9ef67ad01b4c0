import { describe, expect, test } from 'vitest'
import { contextOf, head, LINE, people, staffOf, teacher, type World } from '#test/support/kernel-context.ts'
import { deskOf, passedOf, roadOf, type RoadRow } from './road.ts'
import { officerOf } from './who.ts'

const rows: RoadRow[] = [
  { kinds: ['short'], most: 3, desks: [{ role: 'head' }] },
  {
    roles: ['head'],
    desks: [
      { role: 'officer', level: 'area' },
      { role: 'officer', level: 'top' },
    ],
  },
  { desks: [{ role: 'head' }, { role: 'officer', level: 'area' }, { role: 'officer', level: 'top' }] },
]
const world: World = { rates: { roads: [{ from: '1990-01-01', value: rows, source: 'test' }] } }
const road = (traveller: Parameters<typeof roadOf>[2], more: World = {}) =>
  roadOf('roads', '2026-03-10', traveller, contextOf(teacher, { ...world, ...more }))
const headDesk = { role: 'head', at: 'office' }

describe('the road of a case', () => {
  test('is that of the first row that holds for its kind, its amount and the role of its subject', () => {
    expect(road({ subject: people.teacher, kind: 'short', amount: 3 })).toEqual([headDesk])
    expect(road({ subject: people.teacher, kind: 'short', amount: 4 })).toHaveLength(3)
    expect(road({ subject: people.head, kind: 'long' })).toEqual([officerOf('area'), officerOf('top')])
  })

  test('leaves out desks at which nobody sits, and the subject’s own', () => {
    expect(road({ subject: people.teacher }, { staff: [staffOf.teacher] })).toEqual([
      officerOf('area'),
      officerOf('top'),
    ])
    expect(road({ subject: people.head, kind: 'short', amount: 1 })).toEqual([officerOf('area')])
    const line = LINE.map((office) => (office.level === 'area' ? { ...office, holders: [] } : office))
    expect(road({ subject: people.teacher }, { line })).toEqual([headDesk, officerOf('top')])
  })

  test('never hands the power to decide down: an empty last desk passes it up, and waits where nobody is above', () => {
    const without = (...levels: string[]) =>
      LINE.map((office) => (levels.includes(office.level) ? { ...office, holders: [] } : office))
    const toArea: World = {
      rates: {
        roads: [
          {
            from: '1990-01-01',
            value: [{ desks: [{ role: 'head' }, { role: 'officer', level: 'area' }] }],
            source: 'test',
          },
        ],
      },
    }
    const asked = { subject: people.teacher }
    expect(road(asked, { ...toArea, line: without('area') })).toEqual([headDesk, officerOf('top')])
    expect(road(asked, { line: without('top') })).toEqual([headDesk, officerOf('area'), officerOf('top')])
    const elsewhere = LINE.map((office) => (office.level === 'area' ? { ...office, level: 'block' } : office))
    expect(road(asked, { ...toArea, line: elsewhere })).toEqual([headDesk, officerOf('block')])
  })

  test('without a matrix leads to the officer nearest above', () => {
    expect(roadOf('none', '2026-03-10', { subject: people.teacher }, contextOf(head, world))).toEqual([
      { role: 'officer', at: 'nearest' },
    ])
  })

  test('is walked desk by desk, and from its beginning when the case sets out anew', () => {
    const moves = { on: ['recommend'], anew: ['askAgain'] }
    const acts = (...steps: string[]) => ({
      acts: steps.map((step, i) => ({ id: String(i), step, given: {}, by: '', post: '', at: 0, seq: i })),
    })
    expect(passedOf(undefined, moves)).toBe(0)
    expect(passedOf(acts('recommend', 'recommend'), moves)).toBe(2)
    expect(passedOf(acts('recommend', 'return', 'askAgain', 'recommend'), moves)).toBe(1)
    const desks = road({ subject: people.teacher })
    expect(deskOf(desks, 1)).toEqual({ who: officerOf('area'), isLast: false })
    expect(deskOf(desks, 9)).toEqual({ who: officerOf('top'), isLast: true })
  })
})
