import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Facts } from '#kernel/error.ts'
import type { Script } from '#kernel/field/name.ts'
import type { Digits } from '#kernel/rule/digits.ts'
import { fillText } from '#kernel/rule/fill-text.ts'

type Labels = { readonly [path: string]: { readonly [S in Script]: string } }

const FOLDER = join(import.meta.dirname, '../../systems')
const COMMON = 'common'
/** Each language's own digits. */
export const DIGITS: { readonly [S in Script]: Digits } = { bn: 'beng', hi: 'deva', en: 'latn' }

/** The words of every system, read once at the start. */
const labels: ReadonlyMap<string, Labels> = new Map(
  readdirSync(FOLDER)
    .map((system) => ({ system, file: join(FOLDER, system, `${system}.labels.json`) }))
    .filter(({ file }) => existsSync(file))
    .map(({ system, file }) => [system, JSON.parse(readFileSync(file, 'utf8')) as Labels]),
)

/** The sentence of a code, whoever gives it: what happened and what to do. The code itself where none knows it. */
export function titleOf(code: string, language: Script, facts?: Facts): string {
  const path = `codes.${code}`
  const found = labels.get(COMMON)?.[path] ?? [...labels.values()].find((system) => system[path])?.[path]
  return found ? fill(found[language], language, facts) : code
}

/** A system's own words by path (`fields.on`, `codes.CLASH`), else the common ones, else the last part of the path. */
export function labelOf(path: string, language: Script, facts?: Facts, system = COMMON): string {
  const found = labels.get(system)?.[path] ?? labels.get(COMMON)?.[path]
  return found ? fill(found[language], language, facts) : path.slice(path.lastIndexOf('.') + 1)
}

/** The languages in which every word of a system is written. */
export function languagesOf(system: string): Script[] {
  const texts = Object.values(labels.get(system) ?? {})
  return (Object.keys(DIGITS) as Script[]).filter(
    (language) => texts.length > 0 && texts.every((text) => text[language]),
  )
}

export const fill = (template: string, language: Script, facts: Facts | undefined): string =>
  fillText(template, language, DIGITS[language], facts)
