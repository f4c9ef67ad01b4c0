import { refuse } from '#kernel/error.ts'

/** The key is lent for so many hours at most. */
const MOST_HOURS = 12

export const notLong = ({ hours }: { hours: number }) =>
  hours <= MOST_HOURS || refuse('TOY_KEY_LONG', { hours, most: MOST_HOURS }, '/hours')
