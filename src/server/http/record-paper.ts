import type { Definition, Line } from '#kernel/define/definition.ts'
import { makeContext } from '#kernel/define/make-context.ts'
import type { Script } from '#kernel/field/name.ts'
import type { Client } from '../db/pool.ts'
import { actorOf, type Held, type Office } from '../directory.ts'
import { formOf } from '../documents/form-of.ts'
import { namesIn } from '../documents/names-in.ts'
import type { Paper } from '../documents/paper.ts'
import { setRecord } from '../documents/set-record.ts'
import { writingOf } from '../documents/writing.ts'
import { getSystem } from '../reach.ts'
import type { Deps, Signed } from './deps.ts'
import type { Page } from './record-page.ts'
import { namesOf } from './sync-record.ts'

/** A record's page as it is printed, red ink and history included. */
export async function recordPaper(
  client: Client,
  deps: Deps,
  signed: Signed & { held: Held },
  office: Office,
  page: Page,
  lang: Script,
): Promise<Paper> {
  const definition = getSystem(page.record.system)
  const nameOf = await namesIn(client, deps.pool, deps.directory, office.id, [
    page.record.body,
    page.entries.map(({ by, body }) => [by, body]),
  ])
  const writing = writingOf(lang, deps.directory.packOf(office), nameOf)
  const by = (await namesOf(deps.pool, [signed.person]))[signed.person]
  const form = await formOf(deps.directory, office, lang, { at: deps.now(), by })
  const told = page.entries.map((entry) => ({ ...entry, at: entry.clock.at }))
  return setRecord(definition, page.record, told, explained(deps, signed, definition, page), form, writing)
}

/** How the record was counted, as far as what its page knows goes. */
function explained(deps: Deps, signed: Signed & { held: Held }, definition: Definition, page: Page): readonly Line[] {
  if (!definition.explain || page.record.heads.length === 0) return []
  const context = makeContext(
    page.data,
    actorOf(signed.person, signed.held),
    deps.now(),
    (need) => page.needs[need] ?? [],
  )
  try {
    return definition.explain(page.record, context)
  } catch {
    return []
  }
}
