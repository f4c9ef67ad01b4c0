/** One who asks for places: the ids of those she wants, the dearest first. */
export type Applicant = { id: string; choices: readonly string[] }

/** A place with so many seats: a post that is vacant, a class that admits. */
export type Place = { id: string; seats: number }

/**
 * The numbers by which an applicant stands before others at a place, compared from the first to the last: the greater
 * goes first. Those who are equal in all of them go by their ids. Keys of one place are of one length.
 */
export type Order = (applicant: string, place: string) => readonly number[]

/** How an applicant stands at one of her choices. */
export type Standing = {
  place: string
  /** Her rank among all who asked for this place, from 1. */
  rank: number
  of: number
  /** `placed` here; `dearer`: placed at a choice before it; `full`: all seats went to others who stand before her. */
  outcome: 'placed' | 'dearer' | 'full'
  /**
   * Where it is full: which number of the key decided between her and the last one placed there; as many as the key has
   * when all were equal and the id decided. Missing where the place has no seat at all.
   */
  decidedBy?: number
}

export type Allocation = {
  /** The place of each applicant who got one. */
  placeOf: ReadonlyMap<string, string>
  /** Each of her choices with her rank there and what came of it, in her own order. */
  standings(applicant: string): readonly Standing[]
}

type Asked = { applicant: number; key: readonly number[] }

/**
 * Gives seats to applicants so that nobody is passed over: at every place she would rather have had, all seats went to
 * those who stand before her (deferred acceptance, proposed by the applicants; Gale and Shapley 1962). So it is safe to
 * name one's choices as they are wanted. The outcome does not hang on the order of the lists, and anyone who has them
 * computes the same.
 */
export function allocate(applicants: readonly Applicant[], places: readonly Place[], order: Order): Allocation {
  const people = [...applicants].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const wanted = people.map(({ choices }) => [...new Set(choices)])
  const lists = listsOf(people, wanted, order)
  const ranks = ranksOf(lists, wanted)
  const seats = new Map(places.map(({ id, seats }) => [id, seats]))
  const { held, got } = propose(wanted, lists, ranks, seats)
  const indexOf = new Map(people.map(({ id }, i) => [id, i]))

  const standings = (applicant: string): readonly Standing[] => {
    const i = indexOf.get(applicant)
    if (i === undefined) return []
    return wanted[i]!.map((place, k): Standing => {
      const list = lists.get(place)!
      const rank = ranks[i]![k]!
      const at = { place, rank: rank + 1, of: list.length }
      if (got[i] === k) return { ...at, outcome: 'placed' }
      if (got[i] !== undefined && got[i] < k) return { ...at, outcome: 'dearer' }
      const last = held.get(place)?.at(-1)
      return {
        ...at,
        outcome: 'full',
        ...(last !== undefined && { decidedBy: firstDifference(list[rank]!.key, list[last]!.key) }),
      }
    })
  }
  const placed = people.flatMap(({ id }, i): [string, string][] =>
    got[i] === undefined ? [] : [[id, wanted[i]![got[i]]!]],
  )
  return { placeOf: new Map(placed), standings }
}

/** All who asked for a place, in the order in which they stand there. */
function listsOf(
  people: readonly Applicant[],
  wanted: readonly (readonly string[])[],
  order: Order,
): Map<string, Asked[]> {
  const lists = new Map<string, Asked[]>()
  people.forEach(({ id }, applicant) => {
    for (const place of wanted[applicant]!) {
      const list = lists.get(place)
      const asked = { applicant, key: order(id, place) }
      if (list) list.push(asked)
      else lists.set(place, [asked])
    }
  })
  for (const list of lists.values()) list.sort(before)
  return lists
}

/** The rank of each applicant at each of her choices, from 0. */
function ranksOf(lists: ReadonlyMap<string, readonly Asked[]>, wanted: readonly (readonly string[])[]): number[][] {
  const ranks = wanted.map((choices) => choices.map(() => 0))
  for (const [place, list] of lists)
    list.forEach(({ applicant }, rank) => (ranks[applicant]![wanted[applicant]!.indexOf(place)] = rank))
  return ranks
}

/**
 * Everybody asks for her dearest place; a place that has more than its seats lets go the last in its order, who then
 * asks for her next. `held` are the ranks of those placed, by place; `got` the choice that each one got.
 */
function propose(
  wanted: readonly (readonly string[])[],
  lists: ReadonlyMap<string, readonly Asked[]>,
  ranks: readonly (readonly number[])[],
  seats: ReadonlyMap<string, number>,
): { held: ReadonlyMap<string, readonly number[]>; got: readonly (number | undefined)[] } {
  const held = new Map<string, number[]>()
  const next = wanted.map(() => 0)
  const waiting = wanted.map((_, i) => i)
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    const place = wanted[i]![next[i]!]
    if (place === undefined) continue
    const inside = held.get(place) ?? []
    held.set(place, inside)
    insert(inside, ranks[i]![next[i]!]!)
    if (inside.length <= (seats.get(place) ?? 0)) continue
    const out = lists.get(place)![inside.pop()!]!.applicant
    next[out]! += 1
    waiting.push(out)
  }
  return { held, got: next.map((k, i) => (k < wanted[i]!.length ? k : undefined)) }
}

/** Lays a rank into ranks that stand in order. */
function insert(ranks: number[], rank: number): void {
  let [low, high] = [0, ranks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranks[middle]! < rank) low = middle + 1
    else high = middle
  }
  ranks.splice(low, 0, rank)
}

/** Applicants are numbered in the order of their ids, so that equals go by them. */
function before(a: Asked, b: Asked): number {
  for (let i = 0; i < a.key.length; i += 1) if (a.key[i] !== b.key[i]) return b.key[i]! - a.key[i]!
  return a.applicant - b.applicant
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, i) => one !== b[i])
  return at < 0 ? a.length : at
}
