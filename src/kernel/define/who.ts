import type { Name } from '../field/name.ts'

/** What a post lets its holder do; titles (head teacher, AUEO, BEO…) are data of the pack. */
export const roles = ['teacher', 'head', 'clerk', 'officer', 'viewer'] as const
export type Role = (typeof roles)[number]

/**
 * Who may, always as a role within an office, relative to the office an entry belongs to:
 * `office` the post stands at that office; `nearest` at the nearest office above it where the role is filled;
 * `above` at that office or any office above it; `level` at the office of that level above it (the district of a
 * school). `subject` is the person the entry is about.
 */
export type Who =
  | 'subject'
  | { readonly role: Role; readonly at: 'office' | 'nearest' | 'above' }
  | { readonly role: Role; readonly at: 'level'; readonly level: string }

/** The teachers, head or officers who commonly may: short forms for definitions. */
export const teacher: Who = { role: 'teacher', at: 'office' }
export const head: Who = { role: 'head', at: 'office' }
export const nearestOfficer: Who = { role: 'officer', at: 'nearest' }
export const officerAbove: Who = { role: 'officer', at: 'above' }
export const officerOf = (level: string): Who => ({ role: 'officer', at: 'level', level })

/** The post under which a person acts, with the place of its office in the tree and what the post is called. */
export type Actor = { person: string; post: string; role: Role; office: string; path: string; title?: Name }

/**
 * Facts of the entry's place that decide who may. `nearest` gives the office above where a role is filled, `officeAt`
 * the office of a level in its line.
 */
export type Place = {
  office: string
  path: string
  subject?: string
  nearest(role: Role): string | undefined
  officeAt(level: string): string | undefined
}

/** The office whose holders of the role are meant; `above` names none. */
export function officeOf(who: Exclude<Who, 'subject'>, place: Omit<Place, 'subject'>): string | undefined {
  if (who.at === 'office') return place.office
  if (who.at === 'level') return place.officeAt(who.level)
  return place.nearest(who.role)
}

/** Whether the actor is one of those who may. */
export function isOneOf(allowed: readonly Who[], actor: Actor, place: Place): boolean {
  return allowed.some((who) => {
    if (who === 'subject') return place.subject !== undefined && actor.person === place.subject
    if (who.role !== actor.role) return false
    if (who.at === 'above') return place.path.startsWith(actor.path)
    return officeOf(who, place) === actor.office
  })
}
