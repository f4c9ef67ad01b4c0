import type { Context } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Name } from '#kernel/field/name.ts'
import { toAscii } from '#kernel/rule/digits.ts'
import { seenRecords } from '../store/overlay.ts'
import { recordTitle } from '../screen/value-text.ts'
import { findSystem } from '../catalogue.svelte.ts'
import { findNames } from '../screen/names.svelte.ts'
import { groupText, nameText } from '../text/text.svelte.ts'

export type Target = { id: string; names: Name; note?: string }

/** Records a list offers at most; the newest come first. */
const MOST = 2_000

/** What a reference may point at, from what this device has: the staff of the office, its pupils, its records. */
export function targetsOf(
  target: string,
  of: string | undefined,
  definition: Definition,
  context: Context,
  body: Readonly<Record<string, unknown>>,
  name: string,
): Target[] {
  if (target === 'person') {
    // Nobody stands in for herself; the field that says whom it is about offers everybody.
    const subject = definition.subject && name !== definition.subject ? body[definition.subject] : undefined
    return context
      .staff()
      .filter((staff) => staff.person !== subject)
      .map((staff) => ({ id: staff.person, names: staff.names, note: nameText(staff.title) }))
  }
  if (target === 'office') return [{ id: context.office.id, names: context.office.names }]
  if (target === 'record') return recordsOf(of ?? '', context.office.id)
  if (target !== 'pupil') return []
  return seenRecords('admission')
    .filter((record) => record.office === context.office.id && record.state !== 'cancelled')
    .map((record) => ({
      id: record.stream,
      names: findNames(record.stream) ?? {},
      note: groupText(String(record.body['group'] ?? '')),
    }))
}

/** Pages of a register that stand, as its list shows them. */
function recordsOf(system: string, office: string): Target[] {
  const definition = findSystem(system)
  if (!definition) return []
  return seenRecords(system)
    .filter((record) => record.office === office && record.heads.length > 0 && record.state !== 'cancelled')
    .sort((a, b) => (a.stream < b.stream ? 1 : -1))
    .slice(0, MOST)
    .map((record) => {
      const { title, rest } = recordTitle(definition, record)
      return { id: record.stream, names: { en: title }, ...(rest && { note: rest }) }
    })
}

const plain = (text: string): string => toAscii(text).normalize('NFC').toLocaleLowerCase().trim()

/** The line that was typed: whole, or by its first word (a number), or by a part that no other line has. */
export function findTarget(
  targets: readonly Target[],
  typed: string,
  textOf: (target: Target) => string,
): Target | undefined {
  const wanted = plain(typed)
  if (wanted === '') return undefined
  const lines = targets.map((target) => ({ target, text: plain(textOf(target)) }))
  const whole = lines.find(({ text }) => text === wanted || text.startsWith(`${wanted} ·`))
  const parts = lines.filter(({ text }) => text.includes(wanted))
  return whole?.target ?? (parts.length === 1 ? parts[0]!.target : undefined)
}
