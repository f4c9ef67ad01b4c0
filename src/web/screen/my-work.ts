import type { Definition, Expected } from '#kernel/define/definition.ts'
import { isKeptAt } from '#kernel/define/kept-at.ts'
import type { Day } from '#kernel/rule/day.ts'
import { contextOf } from '../store/context.ts'
import { findSeen, seenRecords, type Seen } from '../store/overlay.ts'
import { syncContext } from '../store/records.svelte.ts'
import { findMe, findPost } from '../store/session.svelte.ts'
import { findAfar, findOpening, mayTake } from '../steps-here.ts'
import { enabledSystems } from './cases.ts'

/** `record` is what has been done; `waiting` the page on which a step is still awaited. */
export type Due = {
  definition: Definition
  expected: Expected
  record: Seen | undefined
  waiting?: Seen
  opening: string | undefined
}

/** Systems this person has to do with: what she may write, what has pages here, and for an officer what she may read. */
export function systemsHere(): { definition: Definition; opening: string | undefined }[] {
  const role = findPost()?.role
  return enabledSystems().flatMap((definition) => {
    const context = contextOf(definition)
    const opening = context && (findOpening(definition, context) ?? findAfar(definition, context))
    const isKept = context !== undefined && isKeptAt(definition, context.office.level)
    const isRead = role !== undefined && definition.read.includes(role)
    return opening || (isKept ? seenRecords(definition.id).length > 0 : isRead) ? [{ definition, opening }] : []
  })
}

/** What is expected of the office on a day, from every definition, with what is written of it. */
export function dueOn(day: Day): Due[] {
  return enabledSystems().flatMap((definition) => {
    const context = contextOf(definition)
    if (!definition.expects || !context || !isKeptAt(definition, context.office.level)) return []
    const opening = findOpening(definition, context)
    return definition.expects(context, day).map((expected) => {
      const found = findSeen(definition.id, context.office.id, expected.stream)
      const awaited = expected.step !== undefined ? definition.steps[expected.step] : undefined
      if (awaited && found?.heads.length && awaited.from.includes(found.state)) {
        const isHers = mayTake(definition, expected.step!, context, found, found.body)
        return { definition, expected, record: undefined, waiting: found, opening: isHers ? expected.step : undefined }
      }
      return { definition, expected, record: found && found.heads.length > 0 ? found : undefined, opening }
    })
  })
}

/** Whether it is for this person to take a step on a record: her duty by the server's word, or by this office's rules. */
export function isMine(definition: Definition, step: string, record: Seen): boolean {
  const post = findPost()
  if (record.unsent === 0 && record.duty?.step === step)
    return record.duty.role === post?.role && record.duty.office === post.office.id
  if (record.office !== syncContext()?.data.office.id) return false
  const context = contextOf(definition, record.body)
  return context !== undefined && mayTake(definition, step, context, record, record.body)
}

/** The person's own cases, newest first. */
export function myCases(): { definition: Definition; record: Seen }[] {
  const me = findMe()?.person.id
  return enabledSystems()
    .filter((definition) => definition.kind === 'procedure' && definition.subject)
    .flatMap((definition) => seenRecords(definition.id).map((record) => ({ definition, record })))
    .filter(({ definition, record }) => me !== undefined && record.body[definition.subject!] === me)
    .sort((a, b) => (a.record.stream < b.record.stream ? 1 : -1))
}

/** When something last happened on a record. */
export const lastAt = (record: Seen): number =>
  Math.max(0, ...record.heads.map((h) => h.at), ...record.acts.map((a) => a.at))
