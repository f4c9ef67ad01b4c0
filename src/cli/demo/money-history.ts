import type { Body } from '#kernel/entry/record.ts'
import { addDays, monthOf, type Day, type Month } from '#kernel/rule/day.ts'
import { instantOf } from './calendar.ts'
import { moneyWords, type DemoBill, type MoneyWords } from './money-words.ts'
import { demoId } from './random.ts'
import type { DemoLand, DemoSchool } from './world.ts'

/** One entry of the demonstration's cash book or meetings, as its author made it. */
export type Doing = { by: string; at: number; system: string; step: string; body: Body; stream?: string }

/**
 * A school's money and meetings of last month and this one: committee, instalment, vouchers on their road from hand to
 * hand, two meetings, last month's bank compared. What lies after today has not happened yet, so that some of it waits
 * for somebody. Every id follows from the month, so that another start only goes on from there.
 */
export function moneyHistory(seed: string, land: DemoLand, school: DemoSchool, index: number): Doing[] {
  const words = moneyWords[land.pack]
  const today = land.days.at(-1)
  if (!words || !today || school.habit === 'never') return []
  const now = monthOf(today)
  const before = monthOf(addDays(`${now}-01`, -1))
  const told = new Teller(seed, land, school, index, words)
  told.committee(before)
  for (const month of [before, now]) told.month(month)
  told.reconcile(before, now)
  const doings = told.doings.filter(({ at }) => at <= instantOf(today, 16 * 60, land.zone))
  return doings.sort((a, b) => a.at - b.at)
}

class Teller {
  readonly doings: Doing[] = []
  private readonly land: DemoLand
  private readonly school: DemoSchool
  private readonly index: number
  private readonly words: MoneyWords
  private readonly id: (text: string) => string
  private readonly teacher: string

  constructor(seed: string, land: DemoLand, school: DemoSchool, index: number, words: MoneyWords) {
    this.land = land
    this.school = school
    this.index = index
    this.words = words
    this.id = (text) => demoId(`${seed}/${land.pack}/${school.office.code}`, text)
    this.teacher = Object.values(school.keepers)[0]!
  }

  committee(month: Month): void {
    const from = `${month}-01`
    this.words.kinds.forEach((kind, n) => {
      const parent = this.school.pupils[n * 2]!
      const isMother = n % 2 === 0
      const body = {
        member: this.member(n),
        committee: 'smc',
        name: isMother ? parent.mother : parent.father,
        sex: isMother ? 'female' : 'male',
        kind,
        seat: n === 0 ? 'chair' : n === 1 ? 'vice-chair' : kind === 'head' ? 'secretary' : 'member',
        from: '2026-01-01',
        ...(kind === 'head' && { person: this.school.head, name: this.nameOf(this.school.head) }),
      }
      this.tell(from, 0, this.school.head, 'member', 'enter', body)
    })
  }

  month(month: Month): void {
    const days = this.daysOf(month)
    const first = days[0]
    if (!first) return
    if (this.words.bank) {
      const leaf = this.leaf(month)
      const book = { book: this.id(`book/${month}`), on: first, bank: this.words.bank, first: leaf, last: leaf + 9 }
      this.tell(first, 0, this.school.head, 'cheque-book', 'enter', book)
    }
    this.words.grants.forEach(({ amount, order, ...grant }, n) => {
      const body = {
        ...grant,
        receipt: this.id(`receipt/${month}/${n}`),
        on: first,
        amount: amount * 100,
        order: `${order}/${month}`,
      }
      this.tell(first, n, this.teacher, 'receipt', 'enter', body)
    })
    this.meeting(month, days)
    this.words.bills.forEach((bill, n) => this.voucher(month, days, bill, n))
  }

  /** Made, checked, signed twice, handed over and paid, each on another school day. */
  private voucher(month: Month, days: readonly Day[], bill: DemoBill, n: number): void {
    const stream = this.id(`voucher/${month}/${n}`)
    const start = this.land.days.indexOf(days[0]!) + bill.day
    const at = (after: number): Day | undefined => this.land.days[start + after]
    const { day: _, amount, resolution, ...rest } = bill
    // In every other month the large bill is made before the committee has resolved it, and waits.
    const isWaiting = resolution !== undefined && Number(month.slice(5)) % 2 === 1
    const body = {
      ...rest,
      payment: stream,
      on: at(0),
      amount: (amount + ((this.index * 37 + n * 11) % 30) * 10) * 100,
      ...(resolution !== undefined && !isWaiting && { resolution }),
      billNo: String(100 + this.index * 7 + n),
    }
    const number = this.words.bank
      ? String(this.leaf(month) + n)
      : `C${month.replace('-', '')}${String(this.index * 10 + n).padStart(4, '0')}`
    const road: readonly [number, string, string, Body][] = [
      [0, this.teacher, 'enter', body],
      [1, this.school.head, 'approve', {}],
      [2, this.teacher, 'chairSign', { number, dated: at(2), signer: this.member(0) }],
      [3, this.school.head, 'sign', {}],
      [4, this.teacher, 'issue', { issuedOn: at(4) }],
      [7, this.teacher, 'clear', { clearedOn: at(7) }],
    ]
    for (const [after, by, step, given] of isWaiting ? road.slice(0, 1) : road) {
      const day = at(after)
      if (day === undefined) return
      this.tell(day, 10 + n, by, 'payment', step, given, step === 'enter' ? undefined : stream)
    }
  }

  private meeting(month: Month, days: readonly Day[]): void {
    const on = days[2]
    if (on === undefined) return
    const isFirst = month !== monthOf(this.land.days.at(-1)!)
    const size = this.words.kinds.length
    const away = this.index % 6 === 4 && isFirst ? Math.ceil(size * 0.6) : 2 + (this.index % 3)
    const body = {
      kind: 'smc',
      on,
      present: Object.fromEntries(
        Array.from({ length: size }, (_, n) => [this.member(n), n >= size - 1 - away && n < size - 1 ? 'A' : 'P']),
      ),
      agenda: (isFirst ? this.words.agenda : this.words.talk).map((item) => ({ ...item, due: addDays(on, 21) })),
      presided: this.words.presided(this.school.pupils[0]!.mother),
      place: this.words.place,
    }
    // Every ninth school has not met this month.
    if (!isFirst && this.index % 9 === 8) return
    this.tell(on, 1, this.school.head, 'meeting', 'enter', body)
    this.tell(on, 2, this.school.head, 'meeting', 'issue', {}, `smc/${on}`)
    const last = isFirst ? undefined : this.daysOf(monthOf(addDays(`${month}-01`, -1)))[2]
    if (last) this.tell(on, 3, this.school.head, 'meeting', 'confirm', { confirmedOn: on }, `smc/${last}`)
  }

  /** Last month's bank, compared by most: what was allotted less what was paid by then. */
  reconcile(before: Month, now: Month): void {
    const on = this.daysOf(now)[3]
    const end = addDays(`${now}-01`, -1)
    if (on === undefined || this.index % 5 === 3) return
    const paid = (step: string, field: string) =>
      this.doings
        .filter((d) => d.step === step && String(d.body[field]) <= end)
        .reduce((sum, d) => sum + this.amountOf(d.stream!), 0)
    const allotted = this.words.grants.reduce((sum, { amount }) => sum + amount * 100, 0)
    const body = this.words.bank
      ? { bank: allotted - paid('clear', 'clearedOn') + (this.index % 7 === 2 ? 15_000 : 0) }
      : { bank: 0, limitLeft: allotted - paid('issue', 'issuedOn') }
    this.tell(on, 5, this.teacher, 'reconciliation', 'enter', { month: before, on, ...body })
  }

  private amountOf(stream: string): number {
    const made = this.doings.find((d) => d.system === 'payment' && d.body['payment'] === stream)
    return Number(made?.body['amount'] ?? 0)
  }

  private tell(day: Day, turn: number, by: string, system: string, step: string, body: Body, stream?: string): void {
    const at = instantOf(day, 13 * 60 + turn * 4, this.land.zone)
    this.doings.push({ by, at, system, step, body, ...(stream !== undefined && { stream }) })
  }

  /** The first leaf of a month's book of ten. */
  private readonly leaf = (month: Month): number => 4_210_001 + this.index * 1000 + (Number(month.slice(5)) - 1) * 10
  private readonly member = (n: number): string => this.id(`member/${n}`)
  private readonly nameOf = (person: string) => this.land.people.find(({ id }) => id === person)!.names
  private readonly daysOf = (month: Month): Day[] => this.land.days.filter((day) => monthOf(day) === month)
}
