/**
 * Memo numbers of government letters (স্মারক নম্বর). They are written by a scheme of parts, whose lengths a pack keeps
 * dated; read as people really write them, in any digits and with parts too many (BD fact book §7.1).
 */
import { toAscii, toDigits, type Digits } from './digits.ts'

/** The parts a memo number can have, from the ministry down to the year in which the file was opened. */
export const memoParts = ['ministry', 'directorate', 'geo', 'suboffice', 'section', 'subject', 'file', 'year'] as const
export type MemoPart = (typeof memoParts)[number]

/** A scheme: the parts in their order with the digits of each, and the sign before the serial of the letter. */
export type MemoScheme = { parts: readonly { part: MemoPart; size: number }[]; serial: string }

/** What a file is numbered by. A part that an office does not have is zero-filled. */
export type MemoFile = { readonly [P in MemoPart]?: string }

/** A memo number as it was read: its digits by part where a scheme fits, and the serial of the letter if it has one. */
export type Memo = { groups: readonly string[]; file?: MemoFile; serial?: number; isExact: boolean }

/** Digits in all that a file's number of a scheme has: 18 by that of 2014, 22 by that of 2024. */
export const memoLength = ({ parts }: MemoScheme): number => parts.reduce((sum, { size }) => sum + size, 0)

/** The number of a file: every part in its length, zero-filled. Throws MEMO_PART_LONG for one that does not fit. */
export function fileNumber(scheme: MemoScheme, file: MemoFile): string {
  return scheme.parts
    .map(({ part, size }) => {
      const digits = toAscii(file[part] ?? '')
      if (!/^\d*$/.test(digits) || digits.length > size) throw new RangeError(`MEMO_PART_LONG: ${part} ${digits}`)
      return digits.padStart(size, '0')
    })
    .join('.')
}

/** The number of one letter of a file, in the digits of the paper. Throws MEMO_SERIAL_WRONG unless it is 1 or more. */
export function memoNumber(scheme: MemoScheme, file: MemoFile, serial: number, digits: Digits): string {
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RangeError(`MEMO_SERIAL_WRONG: ${serial}`)
  return toDigits(`${fileNumber(scheme, file)}${scheme.serial}${serial}`, digits)
}

/** What stands before the digits of a memo number in letters: "নম্বর-", "স্মারক নং", "Memo No." */
const BEFORE = /^[^\d]*/
/** Signs that people set between parts: dots, hyphens and dashes, slashes, a danda, commas and blanks. */
const BETWEEN = /[\s.\-\u2010-\u2015/|,।:]+/

/**
 * Reads a memo number as it is written on a letter; undefined where it has no digits at all. Of the schemes the first
 * fits whose parts it has in their lengths, together or one by one; what has other groups is kept as it is.
 */
export function readMemo(text: string, schemes: readonly MemoScheme[]): Memo | undefined {
  const groups = toAscii(text).replace(BEFORE, '').split(BETWEEN).filter(Boolean)
  if (groups.length === 0) return undefined
  for (const scheme of schemes) {
    const memo = inGroups(groups, scheme) ?? inOnePiece(groups, scheme)
    if (memo) return memo
  }
  return { groups, isExact: false }
}

function inGroups(groups: readonly string[], scheme: MemoScheme): Memo | undefined {
  const { parts } = scheme
  const fits = (group: string | undefined, { part, size }: MemoScheme['parts'][number]) =>
    group !== undefined && /^\d+$/.test(group) && (group.length === size || (part === 'year' && group.length === 4))
  if (!parts.every((part, i) => fits(groups[i], part))) return undefined
  const serial = serialOf(groups.slice(parts.length))
  if (serial === null) return undefined
  const file = Object.fromEntries(parts.map(({ part, size }, i) => [part, groups[i]!.slice(-size)])) as MemoFile
  const isExact = parts.every(({ size }, i) => groups[i]!.length === size)
  return { groups, file, isExact, ...(serial !== undefined && { serial }) }
}

/** All digits of the file in one piece, as forms without dots carry them. */
function inOnePiece(groups: readonly string[], scheme: MemoScheme): Memo | undefined {
  const [whole = '', ...rest] = groups
  if (!/^\d+$/.test(whole) || whole.length !== memoLength(scheme)) return undefined
  const serial = serialOf(rest)
  if (serial === null) return undefined
  let at = 0
  const file = Object.fromEntries(
    scheme.parts.map(({ part, size }) => [part, whole.slice(at, (at += size))]),
  ) as MemoFile
  return { groups, file, isExact: true, ...(serial !== undefined && { serial }) }
}

/** The serial behind the parts: none, one number, or null where something else stands there. */
function serialOf(rest: readonly string[]): number | undefined | null {
  if (rest.length === 0) return undefined
  return rest.length === 1 && /^\d{1,9}$/.test(rest[0]!) ? Number(rest[0]) : null
}
