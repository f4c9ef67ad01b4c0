import { fromDecimal } from './decimal.ts'

/** Hashes in a full tile, and entries in a full bundle. */
export const TILE = 256

/** A tile of hashes at a level, or a bundle of entries; partial where the width is less than 256. */
export type TileName = { level: number | 'entries'; index: number; width: number }

/** The path of a tile below the log's prefix, as c2sp.org/tlog-tiles has it. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g)!
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${path}${width < TILE ? `.p/${width}` : ''}`
}

/** Reads a path back, and refuses every spelling but the one `tilePath` gives. */
export function parseTilePath(path: string): TileName | undefined {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path)
  if (!match) return undefined
  const level = match[1] === 'entries' ? 'entries' : fromDecimal(match[1]!)
  const index = Number(match[2]!.replaceAll(/[x/]/g, ''))
  const width = match[3] === undefined ? TILE : fromDecimal(match[3])
  if (level === undefined || width === undefined || !Number.isSafeInteger(index)) return undefined
  if ((level !== 'entries' && level > 63) || width < 1 || (match[3] !== undefined && width >= TILE)) return undefined
  const name: TileName = { level, index, width }
  return tilePath(name) === path ? name : undefined
}

/** How many of the hashes at a level a log of `size` entries has. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / TILE ** level)
