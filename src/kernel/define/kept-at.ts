import type { Definition } from './definition.ts'

/** Whether offices of a level keep a register. */
export const isKeptAt = ({ keptAt }: Pick<Definition, 'keptAt'>, level: string | undefined): boolean =>
  keptAt.includes('*') || (level !== undefined && keptAt.includes(level))
