import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#kernel/rule/day.ts'
import { rebuild } from '#server/append/rebuild.ts'
import { rollOn } from '#systems/common/roll.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { makeSchool, type Device } from '#test/support/device.ts'
import { pupilBody } from '#test/support/device-pages.ts'
import { expectedTally, keyOf, mayRead, readWorld, storedTally } from '#test/support/oracle.ts'

const TODAY = '2026-07-14'
const GROUPS = ['3-A', '3-A', '4-A']

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t?.stop())

const kinds = [
  'admit',
  'admit',
  'mark',
  'mark',
  'mark',
  'correct',
  'correct',
  'cancel',
  'move',
  'remove',
  'ask',
  'decide',
  'decide',
  'withdraw',
  'again',
  'holiday',
  'forced',
  'push',
  'push',
  'pushSome',
  'pushLost',
  'pushTwice',
  'pushBoth',
  'pull',
  'pull',
  'pushAndPull',
] as const

type Act = { kind: (typeof kinds)[number]; who: number; n: number }

const act: fc.Arbitrary<Act> = fc.record({ kind: fc.constantFrom(...kinds), who: fc.nat(1), n: fc.nat(1000) })

/** A day near today: school days, weekends and a day of a locked month. */
const dayOf = (n: number): string =>
  n % 13 === 0 ? '2026-06-15' : n % 9 === 0 ? '2026-07-11' : addDays(TODAY, -(n % 2))

const oneOf = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

async function perform(devices: readonly [Device, Device], { kind, who, n }: Act): Promise<void> {
  const device = devices[who]!
  const other = devices[1 - who]!
  const live = (system: string) => device.seen(system).filter((record) => record.heads.length > 0)
  const marks = (on: string, group: string) =>
    Object.fromEntries(
      rollOn(live('admission'), on, group).map((pupil, i) => [pupil.stream, (n >> i) % 3 === 0 ? 'A' : 'P']),
    )
  const sheet = () => ({ on: dayOf(n), group: GROUPS[n % 3]!, marks: marks(dayOf(n), GROUPS[n % 3]!) })
  const page = oneOf(live(n % 3 === 0 ? 'admission' : 'attendance'), n)
  const pupil = oneOf(live('admission'), n)
  const leave = oneOf(
    device.seen('casual-leave').filter((one) => kind !== 'decide' || ['asked', 'granted'].includes(one.state)),
    n,
  )
  switch (kind) {
    case 'admit':
      return void (await device.submit(
        'admission',
        'enter',
        pupilBody({
          group: GROUPS[n % 3],
          on: n % 4 === 0 ? dayOf(n) : '2026-01-04',
          ...(n % 7 === 0 && { no: 1 + (n % 9) }),
        }),
      ))
    case 'mark':
      return void (await device.submit('attendance', 'enter', sheet()))
    case 'correct': {
      if (!page) return
      const { on, group } = page.body as { on: string; group: string }
      const body =
        page.system === 'attendance'
          ? { on, group, marks: marks(on, group) }
          : { ...page.heads[0]!.body, sex: n % 2 ? 'girl' : 'boy' }
      return void (await device.submit(page.system, 'correct', body, { on: page }))
    }
    case 'cancel':
      return void (page && (await device.submit(page.system, 'cancel', {}, { on: page })))
    case 'move':
      return void (
        pupil && (await device.submit('admission', 'move', { group: GROUPS[n % 3], from: dayOf(n) }, { on: pupil }))
      )
    case 'remove':
      return void (
        pupil && (await device.submit('admission', 'remove', { leftOn: dayOf(n), cause: 'other' }, { on: pupil }))
      )
    case 'ask': {
      const days = { from: addDays(TODAY, n % 20), to: addDays(TODAY, (n % 20) + (n % 3)) }
      const body = { case: crypto.randomUUID(), teacher: device.client.me.person.id, days, ground: 'family' }
      return void (await device.submit('casual-leave', 'ask', body))
    }
    case 'decide': {
      const step = leave?.state === 'granted' ? 'cancel' : ['grant', 'grant', 'return', 'refuse'][n % 4]!
      return void (leave && (await device.submit('casual-leave', step, {}, { on: leave })))
    }
    case 'withdraw':
      return void (leave && (await device.submit('casual-leave', 'withdraw', {}, { on: leave })))
    case 'again': {
      const days = { from: addDays(TODAY, n % 30), to: addDays(TODAY, n % 30) }
      return void (
        leave && (await device.submit('casual-leave', 'askAgain', { days, ground: 'personal' }, { on: leave }))
      )
    }
    case 'holiday': {
      const known = oneOf(live('holiday'), n)
      const body = { on: known?.stream ?? dayOf(n), kind: n % 3 ? 'closed' : 'open', cause: 'fog' }
      return void (await device.submit(
        'holiday',
        known ? (n % 2 ? 'correct' : 'cancel') : 'enter',
        known && n % 2 === 0 ? {} : body,
        { on: known },
      ))
    }
    case 'forced':
      return void (await device.submit(
        'attendance',
        'enter',
        { ...sheet(), marks: { [crypto.randomUUID()]: 'P' } },
        { isForced: true },
      ))
    case 'push':
      return device.push()
    case 'pushSome':
      return device.push({ size: 1 + (n % 3) })
    case 'pushLost':
      return device.push({ isLost: true })
    case 'pushTwice':
      return device.push({ isTwice: true })
    case 'pushBoth':
      return void (await Promise.all([device.push(), other.push()]))
    case 'pull':
      return device.pull()
    case 'pushAndPull':
      return void (await Promise.all([device.push(), other.pull(), device.pull()]))
  }
}

/** Some pupils and a case of leave that both devices know. */
async function begin([head, teacher]: readonly [Device, Device]): Promise<void> {
  for (const group of GROUPS) await head.submit('admission', 'enter', pupilBody({ group }))
  await perform([head, teacher], { kind: 'ask', who: 1, n: 1 })
  await Promise.all([head.push(), teacher.push()])
  await Promise.all([head.pull(), teacher.pull()])
}

async function expectAllWell(office: string, devices: readonly [Device, Device]): Promise<void> {
  for (const device of devices) while (device.unsent > 0) await device.push()
  await t.app.archive.drain()
  for (const device of devices) await device.pull()
  await t.deps.rollup.drain()

  // What is cached is what the entries come to.
  const world = await readWorld(t.sql)
  expect(await rebuild(t.pool, { isDry: true })).toEqual({ streams: world.records.length, differing: 0 })
  expect(await storedTally(t.sql)).toEqual(expectedTally(world))

  // Both devices have what their holders may read, and nothing else.
  const here = world.records.filter((record) => record.office === office)
  for (const { client, records } of devices) {
    const { post } = client.me
    const { role } = client.me.posts.find((held) => held.post === post)!
    const readable = here.filter((record) => mayRead(world, { person: client.me.person.id, role, office }, record))
    expect(Object.fromEntries([...records].filter(([, r]) => r.office === office))).toEqual(
      Object.fromEntries(readable.map((record) => [keyOf(record), record])),
    )
  }

  // Every entry made is in the ledger or in its author's tray, once; numbers of the office have no gap.
  const entries = await t.sql('select id, seq::int, step, system from entry where office = $1 order by seq', [office])
  expect(entries.map((entry) => entry['seq'])).toEqual(entries.map((_, i) => i + 1))
  const stood = new Set(entries.map((entry) => entry['id']))
  const caused = entries.filter((entry) => ['absence', 'issued-paper'].includes(String(entry['system']))).length
  let apart = 0
  for (const { client, made, answers } of devices) {
    const tray = new Map(
      ((await client.get('/tray')).body.items as { id: string; status: string; problems: unknown }[]).map((item) => [
        item.id,
        item,
      ]),
    )
    for (const { id } of made) {
      const answer = answers.get(id)!
      expect([stood.has(id), tray.has(id)]).toEqual(stood.has(id) ? [true, false] : [false, true])
      if (answer.status === 'accepted') expect(stood.has(id)).toBe(true)
      if (tray.has(id)) expect(tray.get(id)).toMatchObject({ status: answer.status, problems: answer.problems })
    }
    expect([...tray.keys()].filter((id) => !made.some((entry) => entry.id === id))).toEqual([])
    apart += tray.size
  }
  expect(entries.length - caused + apart).toBe(devices[0].made.length + devices[1].made.length)

  // Numbers given by the server are given once, and those written by hand are not given again.
  const numbers = here.filter((r) => r.system === 'admission' && r.heads.length > 0).map((r) => r.body['no'])
  expect(new Set(numbers).size).toBe(numbers.length)
}

describe('two devices of one school', () => {
  test('agree with each other and with the ledger, whatever was sent, lost, doubled or overtaken', async () => {
    const runs = Number(process.env['KHATA_SYNC_RUNS'] ?? 12)
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 50, size: 'max' }), async (acts) => {
        const { office, head, teacher } = await makeSchool(t)
        const devices = [head, teacher] as const
        await begin(devices)
        for (const one of acts) {
          t.clock.go(1_000)
          await perform(devices, one)
        }
        await expectAllWell(office, devices)
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
})
