import type { Name } from '../field/name.ts'

/**
 * Whether two names may be the same person's, however and in whichever script they were written: by the consonants that
 * are heard. It only ever suggests; what is one child is for a person to say.
 */
export function soundsLike(a: Name | undefined, b: Name | undefined): boolean {
  const [ours, theirs] = [heard(a), heard(b)]
  return ours.some((one) => theirs.some((other) => areAlike(one, other)))
}

/** One of the two may leave words out, but each of its words must be heard in the other. */
const areAlike = (a: readonly string[], b: readonly string[]): boolean => isHeardIn(a, b) || isHeardIn(b, a)

const isHeardIn = (few: readonly string[], many: readonly string[]): boolean =>
  few.length > 0 && few.every((word) => many.some((other) => isNear(word, other)))

/** One consonant more, less or another is a slip of the pen where there are enough of them. */
function isNear(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 3 || long.length - short.length > 1 || short[0] !== long[0]) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}

const known = new WeakMap<Name, readonly (readonly string[])[]>()

/** The words of a name in each of its scripts, as they are heard, without what is put before most names. */
function heard(name: Name | undefined): readonly (readonly string[])[] {
  if (!name) return []
  const found = known.get(name) ?? Object.values(name).flatMap((text) => (text ? [wordsOf(text)] : []))
  known.set(name, found)
  return found
}

/** Md., Mst., Sri, Km. and their like, as they are heard. */
const BEFORE_NAMES = new Set(['md', 'mhmd', 'm', 'ms', 'mst', 'msmt', 'sr', 'srmt', 'km', 'kmr', 'smt', 'sk'])

function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFD')
    .toLowerCase()
    .split(/[\s.,\-०ः:ঃ]+/u)
    .map(consonants)
    .filter((word) => word !== '')
  const own = words.filter((word) => !BEFORE_NAMES.has(word))
  return own.length > 0 ? own : words
}

/** Letters of the two scripts of the region by what is heard; breath, length and the three s are not told apart. */
const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['কখकख', 'k'],
    ['গঘगघ', 'g'],
    ['চছचछ', 'c'],
    ['জঝयযজजझ', 'j'],
    ['টঠতথৎटठतथ', 't'],
    ['ডঢদধडढदध', 'd'],
    ['ণনঙঞংणनङञं', 'n'],
    ['পফपफ', 'p'],
    ['বভबभव', 'b'],
    ['মम', 'm'],
    ['রर', 'r'],
    ['লलळ', 'l'],
    ['শষসशषस', 's'],
    ['হह', 'h'],
    ['অআইঈউঊএঐওঔঋअआइईउऊएऐओऔऋ', 'a'],
  ].flatMap(([letters, sound]) => [...letters!].map((letter) => [letter, sound!])),
)

/** A dot below makes another letter of some: a flapped r, and in Bangla a y that is hardly heard. */
const DOTTED: Readonly<Record<string, string>> = { ড: 'r', ঢ: 'r', ड: 'r', ढ: 'r', য: '', ज: 'j', फ: 'p' }
const NUKTA = /[\u09bc\u093c]/u
const VIRAMA = /[\u09cd\u094d]/u

const LATIN: readonly (readonly [RegExp, string])[] = [
  [/[^a-z]/gu, ''],
  [/ph|f/gu, 'p'],
  [/x/gu, 'ks'],
  [/q|ck/gu, 'k'],
  [/c(?!h)/gu, 'k'],
  [/z/gu, 'j'],
  [/[vw]/gu, 'b'],
  [/ng(?![aeiou])/gu, 'n'],
  [/([bcdgjkst])h/gu, '$1'],
  [/^y/u, 'j'],
  [/^[aeiou]/u, 'A'],
  [/[aeiouy]/gu, ''],
]

function consonants(word: string): string {
  const own = [...word]
  const spoken = own
    .map((letter, i) => {
      if (NUKTA.test(own[i + 1] ?? '')) return DOTTED[letter] ?? SOUNDS[letter] ?? ''
      const sound = SOUNDS[letter] ?? ''
      // A vowel is heard where a word begins; a y after a consonant only bends it.
      if (sound === 'a') return i === 0 ? 'a' : ''
      if ((letter === 'য' || letter === 'य') && VIRAMA.test(own[i - 1] ?? '')) return ''
      if (letter === 'य' && i > 0) return ''
      return sound
    })
    .join('')
  const latin = LATIN.reduce((text, [from, to]) => text.replace(from, to), own.join(''))
  return (spoken === '' ? latin.toLowerCase() : spoken).replace(/(.)\1+/gu, '$1')
}
