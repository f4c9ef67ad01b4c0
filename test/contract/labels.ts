/** Which label paths a definition needs, and what is wrong with a set of labels. */
import type { Definition } from '#kernel/define/definition.ts'
import { kernelCodes } from '#kernel/error.ts'
import type { Field } from '#kernel/field/field.ts'

export type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>

export const languages = ['bn', 'hi', 'en'] as const

/** Every path that must be there. */
export function requiredPaths(definition: Definition): Set<string> {
  const paths = new Set(['title', 'short', 'about'])
  for (const [key, field] of Object.entries(definition.fields)) fieldPaths(key, field, paths)
  for (const [name, step] of Object.entries(definition.steps)) {
    paths.add(`steps.${name}`).add(`done.${name}`)
    for (const [key, field] of Object.entries(step.fields)) fieldPaths(key, field, paths)
    if (step.bulk) paths.add(`bulk.${name}`)
    for (const key of Object.keys(step.assigns)) paths.add(`fields.${key}`)
  }
  for (const state of definition.states) paths.add(`states.${state}`)
  for (const code of definition.codes) paths.add(`codes.${code}`)
  for (const measure of Object.keys(definition.measures?.count ?? {})) paths.add(`measures.${measure}`)
  for (const [document, { notes = [] }] of Object.entries(definition.documents))
    for (const path of [`documents.${document}`, ...notes]) paths.add(path)
  for (const lead of Object.keys(definition.leads)) paths.add(`leads.${lead}`)
  for (const sheet of Object.keys(definition.sheets)) paths.add(`sheets.${sheet}`)
  if (definition.expects) paths.add('expects')
  if (definition.sms) for (const name of ['usage', ...Object.keys(definition.sms.says)]) paths.add(`sms.${name}`)
  return paths
}

function fieldPaths(key: string, field: Field, paths: Set<string>): void {
  paths.add(`fields.${key}`)
  for (const choice of (field.options['choices'] as readonly string[] | undefined) ?? []) {
    paths.add(`choices.${key}.${choice}`)
    if (field.kind === 'marks') paths.add(`choices.${key}.${choice}.short`)
  }
  const inner = (field.kind === 'rows' ? field.options['fields'] : undefined) as Record<string, Field> | undefined
  for (const [name, part] of Object.entries(inner ?? {})) fieldPaths(`${key}.${name}`, part, paths)
}

/** Paths that may be there besides: hints of its fields, and its own words for what the kernel says. */
const isOptionalPath = (path: string, required: ReadonlySet<string>): boolean =>
  (path.startsWith('hints.') && required.has(path.replace('hints.', 'fields.'))) ||
  kernelCodes.some((code) => path === `codes.${code}`)

export const missingPaths = (definition: Definition, labels: Labels, used: readonly string[]): string[] =>
  [...requiredPaths(definition), ...used].filter((path) => !labels[path])

export const strayPaths = (definition: Definition, labels: Labels, used: readonly string[]): string[] => {
  const required = new Set([...requiredPaths(definition), ...used])
  return Object.keys(labels).filter((path) => !required.has(path) && !isOptionalPath(path, required))
}

/** The names of the slots of a text, sorted. */
export const slotsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort()

const FOREIGN = { bn: /[\u0904-\u0939\u0958-\u0963\u0966-\u097f]/, hi: /[\u0980-\u09ff]/, en: /[\u0900-\u09ff]/ }
const OWN = { bn: /[\u0980-\u09ff]/, hi: /[\u0900-\u097f]/, en: /[A-Za-z]/ }

/** What is wrong with each text: a language missing, another script, slots that differ, not in NFC, blanks at the ends. */
export function textFaults(labels: Labels): string[] {
  const faults: string[] = []
  for (const [path, texts] of Object.entries(labels)) {
    const stray = Object.keys(texts).filter((key) => !(languages as readonly string[]).includes(key))
    if (stray.length > 0) faults.push(`${path}: unknown language ${stray.join()}`)
    for (const lang of languages) {
      const text = texts[lang]
      if (typeof text !== 'string' || text.trim() === '') faults.push(`${path}.${lang}: missing`)
      else if (text !== text.trim() || text !== text.normalize('NFC'))
        faults.push(`${path}.${lang}: not in its clean form`)
      else if (FOREIGN[lang].test(text) || !OWN[lang].test(text)) faults.push(`${path}.${lang}: in another script`)
      else if (slotsOf(text).join() !== slotsOf(texts['en'] ?? '').join())
        faults.push(`${path}.${lang}: other slots than English`)
      else if (/[{}]/.test(text.replace(/\{\w+\}/g, ''))) faults.push(`${path}.${lang}: a brace is left open`)
    }
  }
  return faults
}
