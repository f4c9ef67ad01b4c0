import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { packs } from '#packs/index.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, cancellation, pupilBody, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, readWorld, storedTally } from '#test/support/oracle.ts'

let t: TestApp
let head: Client
let head2: Client
let teacher: Client
beforeAll(async () => {
  t = await startApp()
  ;[head, head2, teacher] = await Promise.all([t.signIn('head'), t.signIn('head2'), t.signIn('teacher')])
})
afterAll(() => t?.stop())

const countOf = async (ids: readonly string[]) =>
  (await t.sql('select count(*)::int as n from entry where id = any($1)', [ids]))[0]!['n']

describe('a push', () => {
  test('that arrives many times at once is taken once and answered alike each time', async () => {
    const entries = Array.from({ length: 20 }, () => head.entry('admission', 'enter', pupilBody()))
    const answers = await Promise.all(Array.from({ length: 8 }, () => head.send(...entries)))
    const told = (list: { id: string; status: string; seq: number; assigned: object }[]) =>
      list.map(({ id, status, seq, assigned }) => ({ id, status, seq, assigned }))
    for (const list of answers) expect(told(list as never)).toEqual(told(answers[0] as never))
    expect(await countOf(entries.map(({ id }) => id))).toBe(20)
    const numbers = answers[0]!.map((answer) => answer.assigned.no)
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0] + i))
  })

  test('with one entry twice takes it once', async () => {
    const entry = head.entry('admission', 'enter', pupilBody())
    const [one, two] = await head.send(entry, entry)
    expect(one).toEqual(two)
    expect(await countOf([entry.id])).toBe(1)
  })

  test('may build on itself: a pupil, her sheet, its correction and cancellation in one go', async () => {
    const body = pupilBody({ group: '5-A' })
    const pupil = head.entry('admission', 'enter', body)
    const marks = (absent: number) => sheetBody([String(body['pupil'])], absent, { group: '5-A' })
    const sheet = head.entry('attendance', 'enter', marks(0))
    const better = head.entry('attendance', 'correct', marks(1), { replaces: [sheet.id], reason: 'slip' })
    const none = head.entry(
      'attendance',
      'cancel',
      {},
      { stream: sheet.stream, replaces: [better.id], reason: 'not held' },
    )
    const answers = await head.send(pupil, sheet, better, none)
    expect(answers.map((answer) => answer.status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect(answers[3]).toMatchObject({ record: { state: 'cancelled', heads: [] } })
  })

  test('for several offices is answered in its own order', async () => {
    const aueo = await t.signIn('aueo')
    const own = [head, head2].map((client) => client.me.posts[0]!.office.id)
    const pages = await Promise.all(
      [head, head2].map(async (client) => {
        const pupils = await admitPupils(client, 1, { group: '4-A' })
        const [answer] = await client.send(client.entry('attendance', 'enter', sheetBody(pupils, 0, { group: '4-A' })))
        return answer.record
      }),
    )
    const entries = [0, 1, 0, 1].map((i) => cancellation(aueo, pages[i]!))
    const answers = await aueo.send(...entries)
    expect(answers.map((answer) => answer.id)).toEqual(entries.map((entry) => entry.id))
    expect(answers.map((answer) => [answer.status, answer.record?.office])).toEqual([
      ['accepted', own[0]],
      ['accepted', own[1]],
      ['refused', undefined],
      ['refused', undefined],
    ])
  })

  test('of two people of one school at the same time gives every number once', async () => {
    const clients = [head, teacher]
    const lists = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        clients[i % 2]!.send(
          ...Array.from({ length: 5 }, () => clients[i % 2]!.entry('admission', 'enter', pupilBody())),
        ),
      ),
    )
    const answers = lists.flat()
    expect(new Set(answers.map((answer) => answer.assigned.no)).size).toBe(50)
    expect(new Set(answers.map((answer) => answer.seq)).size).toBe(50)
    const seqs = await t.sql('select seq::int from entry where office = $1 order by seq', [t.offices.school])
    expect(seqs.map((row) => row['seq'])).toEqual(seqs.map((_, i) => i + 1))
  })
})

describe('what only one record of the country should claim', () => {
  test('is taken in a second school and marked, in whatever digits it was typed', async () => {
    const [first] = await head.send(head.entry('admission', 'enter', pupilBody({ birthCode: '20170112345678901' })))
    expect(first).toMatchObject({ status: 'accepted', flags: [] })
    for (const birthCode of ['20170112345678901', '২০১৭০১১২৩৪৫৬৭৮৯০১']) {
      const [second] = await head2.send(head2.entry('admission', 'enter', pupilBody({ birthCode })))
      expect([birthCode, second.status, second.flags]).toEqual([birthCode, 'accepted', [{ code: 'CLAIMED_ELSEWHERE' }]])
    }
  })

  test('twice in one batch is marked as well, unless the first has let go of it in between', async () => {
    const twins = ['20170112345670001', '20170112345670001'].map((birthCode) =>
      head.entry('admission', 'enter', pupilBody({ birthCode })),
    )
    const [first, second] = await head.send(...twins)
    expect([first.flags, second.flags]).toEqual([[], [{ code: 'CLAIMED_ELSEWHERE' }]])
    const body = pupilBody({ birthCode: '20170112345670002' })
    const wrong = head.entry('admission', 'enter', body)
    const right = head.entry(
      'admission',
      'correct',
      { ...body, birthCode: '20170112345670003' },
      { stream: wrong.stream, replaces: [wrong.id], reason: 'Another child' },
    )
    const other = head.entry('admission', 'enter', pupilBody({ birthCode: '20170112345670002' }))
    const answers = await head.send(wrong, right, other)
    expect(answers.map(({ status, flags }) => [status, flags])).toEqual(Array(3).fill(['accepted', []]))
  })

  test('a number written by hand is not given again, nor taken twice in the school', async () => {
    const [by] = await head2.send(head2.entry('admission', 'enter', pupilBody({ no: 900 })))
    expect(by.status).toBe('accepted')
    const [next] = await head2.send(head2.entry('admission', 'enter', pupilBody()))
    expect(next.assigned).toEqual({ no: 901 })
    const [same] = await head2.send(head2.entry('admission', 'enter', pupilBody({ no: 900 })))
    expect(same).toMatchObject({ status: 'refused', problems: [{ code: expect.stringMatching(/NUMBER_USED$/) }] })
    const [elsewhere] = await head.send(head.entry('admission', 'enter', pupilBody({ no: 900 })))
    expect(elsewhere.status).toBe('accepted')
  })
})

describe('a post', () => {
  test('that ended still sends what was written while it lasted, and nothing later', async () => {
    const person = await t.makePerson('Gone')
    const post = await t.seat(person, 'school3', 'head', '2020-01-01', '2026-07-10')
    const author = { person, posts: await t.deps.directory.postsOf(person) }
    const at = (day: string) => {
      const entry = head.entry('admission', 'enter', pupilBody(), {
        office: t.offices.school3,
        by: person,
        post: head.me.post,
      })
      return { ...entry, post, clock: { at: Date.parse(`${day}T06:00:00Z`) } }
    }
    const answers = await t.deps.ledger.append(
      author,
      [at('2026-07-09'), at('2026-07-10'), at('2026-07-11'), at('2026-07-14')],
      t.clock.now,
    )
    expect(answers.map(({ status, problems }) => [status, problems[0]?.code])).toEqual([
      ['accepted', undefined],
      ['accepted', undefined],
      ['refused', 'POST_NOT_HELD'],
      ['refused', 'POST_NOT_HELD'],
    ])
  })
})

describe('leave', () => {
  test('granted and cancelled writes and strikes out the absence once, however often it is sent', async () => {
    const body = {
      case: randomUUID(),
      teacher: teacher.me.person.id,
      days: { from: '2026-07-20', to: '2026-07-21' },
      ground: 'family',
    }
    const ask = teacher.entry('casual-leave', 'ask', body)
    await teacher.send(ask)
    const grant = head.entry('casual-leave', 'grant', {}, { stream: ask.stream })
    await Promise.all([head.send(grant), head.send(grant), head.send(grant)])
    const absences = () =>
      t.sql(`select step from entry where office = $1 and system = 'absence' order by seq`, [t.offices.school])
    expect(await absences()).toEqual([{ step: 'enter' }])
    const cancel = head.entry('casual-leave', 'cancel', {}, { stream: ask.stream, reason: 'she came' })
    for (let i = 0; i < 3; i += 1)
      expect((await head.send(cancel))[0]).toMatchObject({ status: 'accepted', record: { state: 'cancelled' } })
    expect(await absences()).toEqual([{ step: 'enter' }, { step: 'cancel' }])
    await t.deps.rollup.drain()
    expect(await storedTally(t.sql)).toEqual(expectedTally(await readWorld(t.sql)))
  })
})

describe('a pack uses every system', () => {
  const { pack } = packs['bd-primary']! as { pack: { without?: string[] } }
  afterEach(() => void delete pack.without)

  test('and an entry of one that it leaves out is refused; the device is told which', async () => {
    pack.without = ['holiday']
    const body = { on: '2026-07-16', kind: 'closed', cause: 'fog' }
    const [answer] = await head.send(head.entry('holiday', 'enter', body))
    expect(answer).toMatchObject({ status: 'refused', problems: [{ code: 'SYSTEM_NOT_ENABLED' }] })
    expect((await head.get('/sync')).body.context.pack.without).toEqual(['holiday'])
    delete pack.without
    const [again] = await head.send(head.entry('holiday', 'enter', body))
    expect(again).toMatchObject({ status: 'accepted' })
    expect((await head.get('/sync')).body.context.pack).not.toHaveProperty('without')
  })
})
