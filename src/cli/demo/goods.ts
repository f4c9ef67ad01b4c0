import type { Body } from '#kernel/entry/record.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { yearOf } from '#kernel/rule/year.ts'
import { levelOf } from '#systems/common/levels.ts'
import { censusOf } from './census.ts'
import type { DemoPage } from './demo-page.ts'
import { bookList, goodsList } from './goods-list.ts'
import { demoId, Random } from './random.ts'
import type { DemoLand, DemoPupil, DemoSchool } from './world.ts'

type Plan = {
  seed: string
  today: Day
  /** The first day of the school year that is under way. */
  from: Day
  land: DemoLand
  school: DemoSchool
  /** The first schools have everything; the others what is needed to be counted. */
  isFull: boolean
  random: Random
}

/** How many things and copies a school has that is not one of the first. */
const FEW = { items: 12, copies: 12, dbt: 6 }
const FULL = { items: 30, copies: 60, dbt: 40 }

/**
 * The goods of a school since the school year began: what came, what was used, books given to each class, the library
 * and its loans, money for uniforms; with them the child census of the year. All follows from the seed and the first day of the year, so that a later start
 * adds days and changes none.
 */
export function goodsOf(plan: Omit<Plan, 'random'>): DemoPage[] {
  const all = { ...plan, random: new Random(`${plan.seed}/goods/${plan.school.office.code}`) }
  // A head who came later has not entered what was before her: there is no data, which is not zero.
  if (sinceWhen(plan, plan.school.head) > addDays(plan.from, 3)) return []
  const pages = [
    ...store(all),
    ...freeBooks(all),
    ...library(all),
    ...censusOf(all),
    ...(plan.land.pack === 'up-basic' ? money(all) : []),
  ]
  return pages
    .filter(({ day }) => day <= plan.today)
    .map((page) => (sinceWhen(plan, page.by) <= page.day ? page : { ...page, by: plan.school.head }))
}

const sinceWhen = ({ land }: Pick<Plan, 'land'>, person: string): Day =>
  land.postings.find((posting) => posting.person === person)?.from ?? '9999-12-31'

const idOf = ({ seed, school }: Plan, what: string): string => demoId(`${seed}/goods/${school.office.code}`, what)

function store(plan: Plan): DemoPage[] {
  const { random, school, from, isFull } = plan
  const pages: DemoPage[] = []
  const write = (system: string, day: Day, body: Body, by = school.head) =>
    void pages.push({ system, step: 'enter', body, by, day })
  goodsList.slice(0, isFull ? FULL.items : FEW.items).forEach((goods, i) => {
    const item = idOf(plan, `item ${i}`)
    const [first, second] = [addDays(from, 3), addDays(from, 60 + (i % 4) * 7)]
    write('stock-item', first, { item, name: goods.name, class: goods.class, unit: goods.unit })
    const page = (n: number, more: Body): Body => ({
      move: idOf(plan, `move ${i} ${n}`),
      item,
      unit: goods.unit,
      ...more,
    })
    const isOld = goods.class === 'fixed'
    write(
      'stock',
      first,
      page(1, {
        on: first,
        what: isOld ? 'opening' : 'receipt',
        quantity: goods.came,
        rate: goods.rupees * 100,
        ...(!isOld && { bill: `${120 + i}`, party: 'Sharma Stores' }),
      }),
    )
    if (goods.class === 'consumable')
      write(
        'stock',
        second,
        page(2, { on: second, what: 'issue', quantity: random.between(1, goods.came - 1), party: '1–5' }),
      )
    if (isOld && goods.came > 5 && random.chance(0.5))
      write(
        'stock',
        second,
        page(3, {
          on: second,
          what: 'condition',
          quantity: random.between(1, 3),
          condition: 'good',
          becomes: random.chance(0.6) ? 'repair' : 'unserviceable',
        }),
      )
  })
  return pages
}

/** Sets came for most classes in full, for one short; each class teacher gave them out on the day after. */
function freeBooks(plan: Plan): DemoPage[] {
  const { random, school, from, land } = plan
  const year = yearOf(from, from.slice(5))
  const levels = [...new Set(school.settings.groups.map(levelOf))].filter((level) => level !== 'pre')
  const short = random.pick(levels)
  // In January they come with the year; in Uttar Pradesh after the summer.
  const on = addDays(from, land.pack === 'up-basic' ? 99 : 8)
  const given = addDays(on, 1)
  return levels.flatMap((level): DemoPage[] => {
    const groups = school.settings.groups.filter((group) => levelOf(group) === level)
    const pupils = (group: string) => school.pupils.filter((p) => p.group === group && p.admitted <= given)
    const wanted = groups.flatMap(pupils).length
    if (wanted === 0) return []
    const item = idOf(plan, `set ${level}`)
    const came = level === short ? Math.max(1, wanted - random.between(2, 5)) : wanted + random.between(0, 3)
    let left = came
    const pages = groups.flatMap((group): DemoPage[] => {
      const marks = marksFor(pupils(group), left, random)
      left -= Object.values(marks).filter((mark) => mark === 'G').length
      const by = school.keepers[group]!
      if (Object.keys(marks).length === 0) return []
      const body = { item, group, year, on: given, marks, receiver: random.chance(0.7) ? 'signature' : 'thumb' }
      return [{ system: 'book-sets', step: 'enter', body, by, day: given }]
    })
    const name = SETS[land.pack === 'up-basic' ? 'up' : 'bd']
    return [
      {
        system: 'stock-item',
        step: 'enter',
        body: { item, name: name(level), class: 'free', set: 'textbook', level, unit: 'set' },
        by: school.head,
        day: on,
      },
      {
        system: 'stock',
        step: 'enter',
        body: {
          move: idOf(plan, `set move ${level}`),
          item,
          on,
          what: 'receipt',
          quantity: came,
          unit: 'set',
          bill: `BRC ${level}`,
        },
        by: school.head,
        day: on,
      },
      ...pages,
    ]
  })
}

const SETS = {
  up: (n: string) => ({ hi: `कक्षा ${n} पाठ्यपुस्तक सेट`, bn: `শ্রেণি ${n} পাঠ্যপুস্তক সেট`, en: `Class ${n} textbook set` }),
  bd: (n: string) => ({ bn: `শ্রেণি ${n} বিনামূল্যের বই`, hi: `कक्षा ${n} निःशुल्क पुस्तकें`, en: `Class ${n} free books` }),
}

function marksFor(pupils: readonly DemoPupil[], sets: number, random: Random): Record<string, string> {
  let left = sets
  return Object.fromEntries(
    pupils.map(({ id }) => {
      const gets = left > 0 && !random.chance(0.03)
      if (gets) left -= 1
      return [id, gets ? 'G' : 'N']
    }),
  )
}

function library(plan: Plan): DemoPage[] {
  const { random, school, from, today, isFull } = plan
  const started = addDays(from, 5)
  const copies = Array.from({ length: isFull ? FULL.copies : FEW.copies }, (_, i) => idOf(plan, `copy ${i}`))
  const keeper = Object.values(school.keepers)[0]!
  const by = sinceWhen(plan, keeper) <= started ? keeper : school.head
  const pages: DemoPage[] = copies.map((copy, i) => {
    const { name, author } = bookList[i % bookList.length]!
    const body = {
      copy,
      name,
      author,
      on: started,
      source: i % 5 === 4 ? 'donation' : 'grant',
      price: (40 + (i % 7) * 15) * 100,
    }
    return { system: 'library', step: 'enter', body, by, day: started }
  })
  const readers = school.pupils.filter(({ admitted }) => admitted <= started)
  for (let i = 0, on = addDays(from, 20); on <= today && i < copies.length; i++, on = addDays(on, isFull ? 4 : 17)) {
    const loan = idOf(plan, `loan ${i}`)
    const body = { loan, copy: copies[i]!, to: 'pupil', pupil: random.pick(readers).id, on }
    pages.push({ system: 'loans', step: 'enter', body, by, day: on })
    const back = addDays(on, random.between(6, 15))
    const fate = random.next()
    if (fate < 0.94)
      pages.push({
        system: 'loans',
        step: 'giveBack',
        body: { backOn: back, state: 'good' },
        by,
        day: back,
        stream: loan,
      })
    else if (fate < 0.95)
      pages.push({ system: 'loans', step: 'lose', body: { lostOn: back }, by, day: back, stream: loan })
  }
  return pages
}

/** Money for uniforms: entered by the class teacher, verified and sent by the head; some came back. */
function money(plan: Plan): DemoPage[] {
  const { random, school, from, isFull } = plan
  const year = yearOf(from, from.slice(5))
  const day = (n: number) => addDays(from, n)
  const pupils = school.pupils.filter(({ admitted }) => admitted <= day(20)).slice(0, isFull ? FULL.dbt : FEW.dbt)
  return pupils.flatMap((pupil): DemoPage[] => {
    const by = school.keepers[pupil.group] ?? school.head
    const isMother = random.chance(0.7)
    const stream = `${pupil.id}/${year}`
    const body = {
      pupil: pupil.id,
      year,
      on: day(20),
      relation: isMother ? 'mother' : 'father',
      holder: isMother ? pupil.mother : pupil.father,
      last4: String(random.between(0, 9999)).padStart(4, '0'),
      seeded: 'yes',
    }
    const step = (name: string, n: number, given: Body): DemoPage => ({
      system: 'dbt',
      step: name,
      body: given,
      by: school.head,
      day: day(n),
      stream,
    })
    const fate = random.next()
    return [
      { system: 'dbt', step: 'enter', body, by, day: day(20) },
      ...(fate < 0.95 ? [step('verify', 22, {}), step('send', 25, { sentOn: day(25) })] : []),
      ...(fate < 0.8 ? [step('credit', 50, { creditedOn: day(50), amount: 120_000 })] : []),
      ...(fate >= 0.8 && fate < 0.9
        ? [step('fail', 50, { failedOn: day(50), why: random.pick(['closed', 'not-seeded', 'name-differs']) })]
        : []),
    ]
  })
}
