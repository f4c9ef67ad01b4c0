import type { Record } from '#kernel/entry/record.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'

/** A stay in one class section, from a day up to and including another (open while the pupil is there). */
export type Spell = { group: string; from: Day; to?: Day }

/**
 * The class sections a pupil of the admission register has been in: from the page itself, each `move` and the removal.
 * Later corrections and cancellations are already folded into the record, so a spell is never stored.
 */
export function spellsOf(pupil: Record): Spell[] {
  const lead = pupil.heads[0]?.body
  if (!lead) return []
  const spells: Spell[] = [{ group: String(lead['group']), from: String(lead['on']) }]
  for (const act of pupil.acts) {
    const last = spells.at(-1)!
    if (act.step === 'move') {
      spells[spells.length - 1] = { ...last, to: dayBefore(String(act.given['from'])) }
      spells.push({ group: String(act.given['group']), from: String(act.given['from']) })
    } else if (act.step === 'remove') {
      spells[spells.length - 1] = { ...last, to: dayBefore(String(act.given['leftOn'])) }
    }
  }
  return spells
}

/** The pupils of a class section on a day, in roll order: roll number first, then admission number. */
export function rollOn(pupils: readonly Record[], day: Day, group: string): Record[] {
  const onDay = pupils.filter((pupil) =>
    spellsOf(pupil).some((s) => s.group === group && s.from <= day && (s.to === undefined || s.to >= day)),
  )
  return onDay.sort((a, b) => order(a) - order(b) || (a.stream < b.stream ? -1 : 1))
}

/** The roll of every class section on a day at once: group → pupil ids. Linear in the number of pupils. */
export function rollsOn(pupils: readonly Record[], day: Day): Map<string, Set<string>> {
  const rolls = new Map<string, Set<string>>()
  for (const pupil of pupils) {
    for (const spell of spellsOf(pupil)) {
      if (spell.from > day || (spell.to !== undefined && spell.to < day)) continue
      const roll = rolls.get(spell.group) ?? new Set()
      rolls.set(spell.group, roll.add(pupil.stream))
    }
  }
  return rolls
}

const order = (pupil: Record): number =>
  Number(pupil.body['roll'] ?? 1_000_000) * 1_000_000 + Number(pupil.body['no'] ?? 999_999)

const dayBefore = (day: Day): Day => addDays(day, -1)
