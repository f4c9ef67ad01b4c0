import { parseWhole, toAscii } from '../rule/digits.ts'
import type { FieldContext } from './field.ts'

type Reader = (word: string, context: FieldContext) => unknown

const READERS: { readonly [kind: string]: Reader } = { count: parseWhole, group: findGroup }

/**
 * The value that one typed word is of a kind, in any of three digit scripts; undefined where it is none: a letter O for a
 * nought is asked about, never guessed.
 */
export const readWord = (kind: string, word: string, context: FieldContext): unknown => READERS[kind]?.(word, context)

/** Kinds that can be said in a word. */
export const wordKinds: readonly string[] = Object.keys(READERS)

const LETTERS = 'কখগঘঙচছজঝঞ'

/** `4A`, `4-a`, `৪ক`, and `4` where the class has one section. */
function findGroup(word: string, context: FieldContext): string | undefined {
  const plain = toAscii(word)
    .replace(/[কখগঘঙচছজঝঞ]/, (letter) => String.fromCharCode(65 + LETTERS.indexOf(letter)))
    .toUpperCase()
    .replace(/[-–/]/g, '')
  const groups = context.options('groups')
  const exact = groups.find((group) => group.toUpperCase().replace('-', '') === plain)
  const ofClass = groups.filter((group) => group.slice(0, group.lastIndexOf('-')) === plain)
  return exact ?? (ofClass.length === 1 ? ofClass[0] : undefined)
}
