import { describe, expect, it } from 'vitest'
import { systems } from '#systems/index.ts'
import { roles } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import { isDay } from '#kernel/rule/day.ts'
import { rateGaps } from '#kernel/rule/dated-rate.ts'
import { packs } from './index.ts'

const scripts = ['bn', 'hi', 'en'] as const

/** Every text of a value, however deep. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* texts(part)
}

const missing = (names: readonly Name[]) => names.filter((name) => scripts.some((script) => !name[script]?.trim()))

describe.each(Object.entries(packs))('%s', (id, { pack, offices }) => {
  it('has the shape of a pack', () => {
    expect(
      Object.keys(pack)
        .filter((key) => key !== 'without')
        .sort(),
    ).toEqual(
      [
        'id',
        'names',
        'paper',
        'languages',
        'language',
        'digits',
        'timeZone',
        'currency',
        'levels',
        'posts',
        'weekly',
        'yearStart',
        'moneyYearStart',
        'holidays',
        'rates',
        'groups',
        'lists',
      ].sort(),
    )
    expect(pack.id).toBe(id)
    expect(pack.languages).toContain(pack.language)
    expect([...pack.languages].sort()).toEqual([...scripts].sort())
    expect(['beng', 'deva', 'latn']).toContain(pack.digits)
    expect(pack.levels.at(-1)!.id).toBe('school')
    expect(isDay(`2026-${pack.yearStart}`)).toBe(true)
    expect(isDay(`2026-${pack.moneyYearStart}`)).toBe(true)
    for (const system of pack.without ?? []) expect(systems.map((definition) => definition.id)).toContain(system)
  })

  it('says every title in three languages', () => {
    const names = [
      pack.names,
      pack.currency.names,
      ...pack.levels.flatMap((l) => [l.names, l.plural]),
      ...pack.posts.flatMap((p) => [p.title, p.short]),
      ...pack.holidays.map((h) => h.names),
      ...Object.values(pack.lists).flatMap((list) => list.map((item) => item.names)),
    ]
    expect(missing(names)).toEqual([])
  })

  it('has a head and a teacher at the school and an officer at every level above', () => {
    const levels = pack.levels.map((level) => level.id)
    for (const post of pack.posts) {
      expect(levels).toContain(post.level)
      expect(roles).toContain(post.role)
    }
    expect(new Set(pack.posts.map((post) => post.id)).size).toBe(pack.posts.length)
    for (const level of levels.slice(0, -1))
      expect(pack.posts.some((post) => post.level === level && post.role === 'officer')).toBe(true)
    for (const role of ['head', 'teacher'])
      expect(pack.posts.some((post) => post.level === 'school' && post.role === role)).toBe(true)
  })

  it('has rates without gaps, each with its source', () => {
    for (const [key, rows] of Object.entries(pack.rates)) {
      expect(rateGaps(rows), key).toEqual([])
      for (const row of rows) expect(isDay(row.from) && row.source.length > 0, key).toBe(true)
    }
    for (const key of [
      'leave.casual.days',
      'leave.casual.headDays',
      'leave.casual.decideDays',
      'attendance.consecutiveDays',
      'admission.minAge',
      'admission.ageOn',
      'register.lockDay',
    ])
      expect(pack.rates[key]?.length, key).toBeGreaterThan(0)
  })

  it('has holidays in order, with real days and a source', () => {
    for (const holiday of pack.holidays) {
      expect(isDay(holiday.from) && isDay(holiday.to) && holiday.from <= holiday.to, holiday.from).toBe(true)
      expect(holiday.source).toMatch(/\[(V|K)/)
    }
    const starts = pack.holidays.map((holiday) => holiday.from)
    expect(starts).toEqual([...starts].sort())
  })

  it('has a tree: one root, every parent one level up, codes unique', async () => {
    const list = await offices()
    const byCode = new Map(list.map((office) => [office.code, office]))
    expect(byCode.size).toBe(list.length)
    expect(list.filter((office) => office.parent === undefined).map((office) => office.level)).toEqual([
      pack.levels[0]!.id,
    ])
    const depth = new Map(pack.levels.map((level, i) => [level.id, i]))
    for (const office of list) {
      expect(office.code).toMatch(/^[A-Za-z0-9-]+$/)
      if (office.parent === undefined) continue
      const parent = byCode.get(office.parent)
      expect(parent && depth.get(office.level)! - depth.get(parent.level)!, office.code).toBe(1)
    }
  })

  it('names every office in the language of the pack and in English', async () => {
    for (const office of await offices())
      expect(office.names[pack.language] && office.names.en, office.code).toBeTruthy()
  })

  it('gives siblings tiles of their own', async () => {
    const seen = new Set<string>()
    for (const { parent, tile, code } of await offices()) {
      expect(
        tile?.every((n) => Number.isInteger(n) && n >= 0 && n < 12),
        code,
      ).toBe(true)
      const key = `${parent} ${tile!.join(' ')}`
      expect(seen.has(key), code).toBe(false)
      seen.add(key)
    }
  })

  it('is written in NFC without stray spaces', async () => {
    for (const text of texts([pack, await offices()])) expect(text).toBe(text.normalize('NFC').trim())
  })
})

const count = async (id: string, level: string) =>
  (await packs[id]!.offices()).filter((office) => office.level === level).length

it('holds the whole of Bangladesh down to upazilas', async () => {
  expect(await count('bd-primary', 'division')).toBe(8)
  expect(await count('bd-primary', 'district')).toBe(64)
  expect(await count('bd-primary', 'upazila')).toBe(494)
})

it('holds the whole of Uttar Pradesh down to districts, and the blocks of Kanpur Dehat', async () => {
  expect(await count('up-basic', 'division')).toBe(18)
  expect(await count('up-basic', 'district')).toBe(75)
  const blocks = (await packs['up-basic']!.offices()).filter((office) => office.level === 'block')
  expect(blocks.map((block) => block.parent)).toEqual(Array.from({ length: 10 }, () => '156'))
})
