import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startApp } from '#test/support/app.ts'
import { pupilBody, sheetBody } from '#test/support/device-pages.ts'

test('what is logged of a day, faults included, names nobody', async () => {
  let lines = ''
  const t = await startApp({
    config: { logLevel: 'trace' },
    deps: { logTo: { write: (line) => void (lines += line) } },
  })
  try {
    const [head, teacher, ueo] = [await t.signIn('head'), await t.signIn('teacher'), await t.signIn('ueo')]
    const secret = {
      name: { en: 'Zarin Tasnim', bn: 'জারিন তাসনিম' },
      mother: { en: 'Rahela' },
      birthCode: '20170112345678901',
    }
    const page = head.entry('admission', 'enter', pupilBody(secret))
    await head.send(page, head.entry('attendance', 'enter', sheetBody([page.stream])))
    await head.send(head.entry('admission', 'enter', pupilBody({ ...secret, sex: 'Zarin' })))
    await teacher.send(
      teacher.entry('casual-leave', 'ask', {
        case: crypto.randomUUID(),
        teacher: teacher.me.person.id,
        days: { from: '2026-07-19', to: '2026-07-19' },
        ground: 'family',
        note: 'Wedding of Rahela',
      }),
    )
    const stream = `/records/${t.offices.school}/admission/${page.stream}`
    for (const path of [
      stream,
      `${stream}?format=pdf`,
      '/sync',
      '/inbox',
      '/tray',
      '/oversight',
      '/accounts?text=Zarin',
    ])
      for (const client of [head, ueo]) await client.get(path)
    await t.anyone.get(stream)
    await t.anyone.post('/session', {
      username: 'zarin',
      password: 'Rahela-2017',
      device: { id: crypto.randomUUID(), name: 'Zarin phone' },
    })
    await head.post('/entries', Buffer.from('{"name":"Zarin Tasnim"'), {
      headers: { 'content-type': 'application/json' },
    })
    await head.get('/records/Zarin/Tasnim/Rahela')
    // A fault in the database that quotes what was written.
    await t.sql(`alter table person add constraint nobody check (names->>'en' <> 'Zarin Tasnim')`)
    await t.sql('alter table account rename to account_gone')
    const fault = await t.anyone.post('/session', {
      username: 'zarin',
      password: 'Rahela-2017',
      device: { id: crypto.randomUUID(), name: 'x' },
    })
    expect(fault).toMatchObject({ status: 500, body: { code: 'UNEXPECTED' } })
    await t.sql('alter table account_gone rename to account')
    expect(lines).toContain('"code":"UNEXPECTED"')
    const tokens = [head, teacher, ueo].map(({ cookie }) => cookie.split('=')[1]!)
    const people = Object.values(t.people).flatMap(({ person, username }) => [person, `"${username}"`])
    const told = ['Zarin', 'zarin', 'জারিন', 'Rahela', '20170112345678901', page.stream, ...tokens, ...people]
    expect(told.filter((text) => lines.includes(text))).toEqual([])
  } finally {
    await t.stop()
  }
})

test('every metric of ours has its line in the guide for operators', () => {
  const source = readFileSync(new URL('../../src/server/http/metrics.ts', import.meta.url), 'utf8')
  const guide = readFileSync(new URL('../../docs/operate/running.md', import.meta.url), 'utf8')
  const names = [...source.matchAll(/name: '(khata_\w+)'/g)].map(([, name]) => name!)
  expect(names.length).toBeGreaterThan(3)
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
