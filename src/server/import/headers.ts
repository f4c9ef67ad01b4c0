import { excerpt } from '#kernel/field/excerpt.ts'
import type { Script } from '#kernel/field/name.ts'
import type { Pack } from '#kernel/pack.ts'
import { columns, meaningOf, plain, type ImportKind, type Meaning } from './columns.ts'
import type { Problems } from './problems.ts'

/** The headers of a file as understood: for each column its meaning; for offices the level that the headers imply. */
export type Headers = { meanings: readonly (Meaning | undefined)[]; level?: string }

/** Reads the headers. What is unknown, doubled or missing is a problem of the header's row: nothing is dropped in silence. */
export function readHeaders(
  kind: ImportKind,
  headers: readonly string[],
  row: number,
  pack: Pack,
  problems: Problems,
): Headers {
  const implied = kind === 'offices' ? impliedBy(headers, pack) : undefined
  const seen = new Set<string>()
  const meanings = headers.map((header) => {
    if (header.trim() === '') return undefined
    const meaning = implied?.meanings.get(plain(header)) ?? meaningOf(kind, header)
    if (!meaning) return void problems.add(row, 'IMPORT_COLUMN_UNKNOWN', header, { header: excerpt(header, 60) })
    const key = `${meaning.column} ${meaning.script ?? ''}`
    const isRepeatable =
      meaning.column === '-' || (columns[kind][meaning.column]!.inScripts && meaning.script === undefined)
    if (seen.has(key) && !isRepeatable)
      problems.add(row, 'IMPORT_COLUMN_TWICE', header, { header: excerpt(header, 60) })
    seen.add(key)
    return meaning
  })
  const found = new Set(meanings.map((meaning) => meaning?.column))
  for (const [column, { needed, names }] of Object.entries(columns[kind]))
    if (needed && !found.has(column)) problems.add(row, 'IMPORT_COLUMN_MISSING', column, { header: names[0]! })
  return { meanings, ...(implied?.level && { level: implied.level }) }
}

const CODE = ['code', 'id', 'কোড', 'कोड']
const NAME = ['name', 'নাম', 'नाम']
const OTHER = ['version', 'name local']
/** What people call the code of a school. */
const SCHOOL = ['udise', 'emis', 'yu-dise', 'যু-ডাইস', 'यू-डायस', 'यूडायस', 'ইএমআইএস']

/**
 * Lists of a directory of local government name each level: `District Code, District Name, Block Code, Block Name`.
 * The lowest level that has a code is what the rows are, the one above it is where they belong.
 */
function impliedBy(
  headers: readonly string[],
  pack: Pack,
): { meanings: Map<string, Meaning>; level?: string } | undefined {
  const given = new Set(headers.map(plain))
  if (given.has('level')) return undefined
  const wordsOf = (index: number) => {
    const { id, names } = pack.levels[index]!
    return [id, ...Object.values(names), ...(id === 'school' ? SCHOOL : [])]
  }
  const forms = (index: number, tails: readonly string[]) =>
    wordsOf(index).flatMap((word) => tails.map((tail) => plain(word + tail)))
  const coded = pack.levels
    .map((_, index) => index)
    .filter((index) => forms(index, CODE).some((form) => given.has(form)))
  const lowest = coded.at(-1)
  if (lowest === undefined) return undefined
  const hasOwn = CODE.map(plain).some((word) => given.has(word))
  const own = hasOwn ? Math.min(lowest + 1, pack.levels.length - 1) : lowest
  const meanings = new Map<string, Meaning>()
  const put = (list: readonly string[], meaning: Meaning) =>
    list.forEach((form) => given.has(form) && meanings.set(form, meaning))
  pack.levels.forEach((_, index) => {
    put(forms(index, [...CODE, ...NAME, ...OTHER]), { column: '-' })
    if (index === own - 1) put(forms(index, CODE), { column: 'parent' })
    if (index !== own) return
    put(forms(index, CODE), { column: 'code' })
    put(forms(index, NAME), { column: 'name' })
    for (const script of ['bn', 'hi', 'en'] as Script[])
      put(forms(index, [`name${script}`]), { column: 'name', script })
  })
  return { meanings, level: pack.levels[own]!.id }
}
