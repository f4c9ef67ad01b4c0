import { streamOf, type Definition } from '#kernel/define/definition.ts'
import { makeContext } from '#kernel/define/make-context.ts'
import { readSms } from '#kernel/define/read-sms.ts'
import type { Said } from '#kernel/define/sms.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Problem, Verdict } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { lineOf, neededLists } from '../append/needed-lists.ts'
import { contextData } from '../append/office-context.ts'
import { fromRows } from '../db/doc.ts'
import { within } from '../db/pool.ts'
import { actorOf, type Held } from '../directory.ts'
import type { Deps } from '../http/deps.ts'
import { officeReach } from '../reach.ts'

/** A page that a message means, with the page that stands there already. */
export type Meant = { day: Day; said: Said; body: Body; stream: string; record?: Folded }

/** What a message says to a register of the sender's school, or why it says nothing that can be taken. */
export async function readMessage(
  deps: Deps,
  sender: { person: string; held: Held },
  definition: Definition,
  words: readonly string[],
): Promise<Meant | { problems: readonly Problem[]; body?: Body }> {
  const sms = definition.sms!
  const { office } = sender.held
  return within(deps.pool, officeReach(office.path, sender.person), async (client) => {
    const lists = await neededLists(
      client,
      definition,
      lineOf(deps.directory, office.id),
      deps.directory.today(office, deps.now()),
    )
    const data = await contextData(client, deps.directory, office, deps.now())
    const context = makeContext(data, actorOf(sender.person, sender.held), deps.now(), lists)
    const read = readSms(definition, sms, words, context)
    if ('problems' in read) return read
    const page = sms.page(read.said, read.day, context)
    if (isVerdict(page)) return { problems: [problemOf(page)] }
    const stream = streamOf(definition, page) ?? ''
    const { rows } = await client.query('select doc from record where office = $1 and system = $2 and stream = $3', [
      office.id,
      definition.id,
      stream,
    ])
    const [record] = fromRows(rows)
    const asked = (sms.asks ?? []).flatMap((name) => {
      const answer = definition.checks[name]!(page as never, context, record)
      return answer === true ? [] : Array.isArray(answer) ? (answer as Verdict[]) : [answer as Verdict]
    })
    if (asked.length > 0) return { problems: asked.map(problemOf), body: page }
    return { ...read, body: page, stream, ...(record && { record }) }
  })
}

const isVerdict = (page: Body | Verdict): page is Verdict => 'weight' in page && 'code' in page

const problemOf = ({ weight: _, ...problem }: Verdict): Problem => problem
