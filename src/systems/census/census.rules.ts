import type { Context } from '#kernel/define/context.ts'
import type { Line, Tiding } from '#kernel/define/definition.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { nameIn, type Name } from '#kernel/field/name.ts'
import { completedYears } from '#kernel/rule/age.ts'
import type { Day } from '#kernel/rule/day.ts'
import { soundsLike } from '#kernel/rule/sounds-like.ts'

type Child = { birth?: Day; age?: number; on?: Day }
type Ages = { from: number; to: number }
/** The days of a year on which a round goes from house to house, as MM-DD. */
type Round = { from: string; to: string }

/** How many pupils a page suggests. */
const MOST = 3

/** Never at school, or no longer. */
export const isOut = ({ status }: Body): boolean => status === 'never' || status === 'dropout'

/** Years on the day of the visit: by the birth date, else as the family says. */
export const ageAt = ({ birth, age, on }: Child): number | undefined =>
  birth !== undefined && on !== undefined && birth <= on ? completedYears(birth, on) : age

/** A child without papers has an age all the same. */
export function ageGiven(child: Child) {
  return child.birth !== undefined || child.age !== undefined || refuse('CENSUS_AGE_MISSING', {}, '/birth')
}

/** The years that the rule wants counted; another child is written down and remarked. */
export function ageInRange(child: Child, context: Context) {
  const ages = context.rate<Ages>('census.ages', child.on ?? context.today)
  const years = ageAt(child)
  if (!ages || years === undefined || (years >= ages.from && years <= ages.to)) return true
  return flag('CENSUS_AGE_OUTSIDE', { years, from: ages.from, to: ages.to }, '/birth')
}

/** Two who go from house to house may both write down a child: the second page says so, and a head decides (B14). */
export function likelyTwice(child: Child & { child: string; name: Name; sex: string }, context: Context) {
  const like = context
    .records('children')
    .find((other) => other.stream !== child.child && other.state === 'counted' && isSame(child, other.body))
  const told = like && { name: nameIn(like.body['name'] as Name, 'en'), habitation: String(like.body['habitation']) }
  return !told || flag('CENSUS_LIKELY_TWICE', told, '/name')
}

/** A visit is not told before one that is told already. */
export function notEarlier({ on }: { on?: Day }, _context: Context, record: Record | undefined) {
  const last = [record?.heads[0]?.body['on'], ...(record?.acts ?? []).map(({ given }) => given['on'])]
    .filter((day) => day !== undefined)
    .map(String)
    .sort()
    .at(-1)
  return on === undefined || last === undefined || on >= last || refuse('CENSUS_EARLIER', { day: last }, '/on')
}

/** The pupil must be one of this school and no other child's; a name that sounds otherwise is remarked. */
export function isMatch(given: object, context: Context, record: Record | undefined) {
  const { pupil } = given as { pupil?: string }
  const page = context.records('pupils').find(({ stream }) => stream === pupil)
  if (!page) return refuse('CENSUS_PUPIL_UNKNOWN', {}, '/pupil')
  const isTaken = ({ stream, state, body }: Record) =>
    stream !== record?.stream && state === 'counted' && body['pupil'] === pupil
  if (context.records('children').some(isTaken)) return refuse('CENSUS_PUPIL_TAKEN', {}, '/pupil')
  const isLike = soundsLike(record?.body['name'] as Name | undefined, page.body['name'] as Name | undefined)
  return isLike || flag('CENSUS_UNLIKE', {}, '/pupil')
}

/** Whom the page is the same child as: another page that is counted. */
export function otherChild(given: object, context: Context, record: Record | undefined) {
  const { first } = given as { first?: string }
  const isThere = context
    .records('children')
    .some(({ stream, state }) => stream === first && stream !== record?.stream && state === 'counted')
  return isThere || refuse('CENSUS_CHILD_UNKNOWN', {}, '/first')
}

/** Pupils who may be this child, the likeliest first: by name, then age, birth date and parents. Only suggested. */
export function alike(child: Body, context: Context): Record[] {
  const taken = new Set(context.records('children').map(({ body }) => body['pupil']))
  return context
    .records('pupils')
    .filter(({ stream, state, body }) => state !== 'cancelled' && !taken.has(stream) && isSame(child, body))
    .map((pupil) => ({ pupil, weight: weightOf(child, pupil.body) }))
    .sort((a, b) => b.weight - a.weight || (a.pupil.stream < b.pupil.stream ? -1 : 1))
    .slice(0, MOST)
    .map(({ pupil }) => pupil)
}

/** The form of a match begins with the likeliest pupil; who signs looks whether it is she. */
export function suggested(context: Context, child: Body): Body {
  if (child['child'] === undefined || child['pupil'] !== undefined) return {}
  const [first] = alike(child, context)
  return first ? { pupil: first.stream } : {}
}

/** Who in the admission register may be this child, on its page. */
export function sameChild(record: Record, context: Context): Line[] {
  if (record.state !== 'counted' || record.body['pupil'] !== undefined) return []
  return alike(record.body, context).map(({ body }) => ({
    label: 'lines.alike',
    value: Number(body['no'] ?? 0),
    facts: { name: nameIn(body['name'] as Name, 'bn'), group: String(body['group'] ?? '') },
  }))
}

/** While a round goes from house to house everybody reads until when, and how many children it has reached. */
export function tidingsOf(context: Context, today: Day): Tiding[] {
  const year = today.slice(0, 4)
  const rounds = context.rate<readonly Round[]>('census.rounds', today) ?? []
  const open = rounds.find(({ from, to }) => `${year}-${from}` <= today && today <= `${year}-${to}`)
  if (!open) return []
  const from = `${year}-${open.from}`
  const children = context.records('children').filter(({ state }) => state === 'counted' || state === 'gone')
  const done = children.filter((child) => lastVisit(child) >= from).length
  return [{ label: 'tidings.round', facts: { day: `${year}-${open.to}`, done, count: children.length } }]
}

/** When the child was last asked for. */
export const lastVisit = ({ body }: Record): Day => String(body['on'] ?? '')

/** One sex, names that sound alike, ages that fit, and no parent of both pages who is somebody else. */
function isSame(a: Body & { name?: unknown }, b: Body): boolean {
  if (a['sex'] !== b['sex'] || !soundsLike(a['name'] as Name | undefined, b['name'] as Name | undefined)) return false
  const parents = ['father', 'mother'].every((who) => a[who] === undefined || b[who] === undefined || like(a, b, who))
  return parents && isNear(yearOfBirth(a), yearOfBirth(b))
}

const like = (a: Body, b: Body, who: string): boolean => soundsLike(a[who] as Name, b[who] as Name)

const isNear = (a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined || Math.abs(a - b) <= 1

function yearOfBirth({ birth, age, on }: Body): number | undefined {
  if (typeof birth === 'string') return Number(birth.slice(0, 4))
  return typeof age === 'number' && typeof on === 'string' ? Number(on.slice(0, 4)) - age : undefined
}

const weightOf = (child: Body, pupil: Body): number =>
  (child['birth'] !== undefined && child['birth'] === pupil['birth'] ? 4 : 0) +
  ['father', 'mother'].filter((who) => child[who] !== undefined && pupil[who] !== undefined && like(child, pupil, who))
    .length
