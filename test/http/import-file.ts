/** What the tests of imports share: sending a file as a browser does, and rows of pupils. */
import { startApp, type Answer, type Client, type TestApp } from '#test/support/app.ts'

export type Importing = {
  world: TestApp
  as: (username: string) => Promise<Client>
  give: (
    username: string,
    kind: string,
    file: string | Uint8Array,
    more?: { dry?: boolean; name?: string; headers?: Record<string, string> },
  ) => Promise<Answer>
}

/** A server, and files given to it by people of its world. */
export async function startImporting(): Promise<Importing> {
  const world = await startApp()
  const clients = new Map<string, Client>()
  const as: Importing['as'] = async (username) => {
    const client = clients.get(username) ?? (await world.signIn(username))
    clients.set(username, client)
    return client
  }
  const give: Importing['give'] = async (
    username,
    kind,
    file,
    { dry = false, name = 'file.csv', headers = {} } = {},
  ) => {
    const form = new FormData()
    form.append('file', new File([file as string], name))
    const request = new Request('http://localhost/', { method: 'POST', body: form })
    const body = Buffer.from(await request.arrayBuffer())
    const type = request.headers.get('content-type')!
    return (await as(username)).post(`/import/${kind}${dry ? '?dry=1' : ''}`, body, {
      headers: { 'content-type': type, ...headers },
    })
  }
  return { world, as, give }
}

/** The problems of a report, each as `row column CODE`. */
export const codes = (answer: Answer): string[] =>
  answer.body.problems.map(
    (p: { row: number; column?: string; code: string }) => `${p.row} ${p.column ?? ''} ${p.code}`,
  )

export const csv = (...rows: (string | number)[][]): string => rows.map((row) => row.join(',')).join('\n')

export const PUPILS = [
  'school',
  'admission no',
  'admission date',
  'class',
  'section',
  'roll',
  'name_bn',
  'name_en',
  'sex',
  'birth',
  'mother_bn',
  'father_bn',
  'proof',
  'birth code',
  'phone',
  'category',
]
export const pupil = (no: number, more: Record<string, string | number> = {}): (string | number)[] =>
  PUPILS.map(
    (column) =>
      ({
        school: '900101',
        'admission no': no,
        'admission date': '05-01-2026',
        class: '1',
        section: 'A',
        roll: no % 500,
        name_bn: `শিশু ${no}`,
        sex: no % 2 ? 'girl' : 'boy',
        birth: '02/03/2019',
        mother_bn: 'আমেনা',
        father_bn: 'করিম',
        proof: 'birth-certificate',
        ...more,
      })[column] ?? '',
  )
