const upTo = (letter: string, last: number): string[] => Array.from({ length: last }, (_, i) => `${letter}${i + 1}`)

/** Ids of the catalogue of systems: registers, head office, money, offices, citizens, supervision. */
export const catalogue: readonly string[] = [
  ...upTo('R', 15),
  ...upTo('H', 11),
  ...upTo('M', 8),
  ...upTo('O', 10),
  ...upTo('C', 9),
  ...upTo('S', 7),
]
