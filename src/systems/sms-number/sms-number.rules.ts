import type { Context } from '#kernel/define/context.ts'
import { head, officerAbove, type Who } from '#kernel/define/who.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { refuse } from '#kernel/error.ts'

/** Only somebody posted at the school speaks for it. */
export function personHere(page: { person: string }, context: Context) {
  const isHere = context.staff().some(({ person }) => person === page.person)
  return isHere || refuse('SMSNUMBER_PERSON_FOREIGN', {}, '/person')
}

/** The head verifies the numbers of others; her own is verified above, so that nobody vouches for herself. */
export function verifiers(_record: Record | undefined, body: Body, context: Context): readonly Who[] {
  const isHead = context.staff().some(({ person, role }) => person === body['person'] && role === 'head')
  return isHead ? [officerAbove] : [head, officerAbove]
}
