import type { Script } from '#kernel/field/name.ts'
import data from './columns.json' with { type: 'json' }

export const kinds = ['offices', 'persons', 'postings', 'pupils', 'dbt'] as const
export type ImportKind = (typeof kinds)[number]

/** A column of a kind: whether it must be there, and how people head it. `inScripts` may come once per script. */
export type Column = { needed?: boolean; inScripts?: boolean; names: readonly string[] }

/** Columns by kind; '-' lists headers that are known and passed over. */
export const columns: { readonly [K in ImportKind]: { readonly [column: string]: Column } } = data

/** What a header stands for. */
export type Meaning = { column: string; script?: Script }

/** Letters and figures alone, so that `Admission No.`, `admission_no` and `ADMISSION NO` are one. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '')

const SCRIPTS: { readonly [S in Script]: readonly string[] } = {
  bn: ['bn', 'bangla', 'bengali', 'বাংলা', 'বাংলায়'],
  hi: ['hi', 'hindi', 'हिन्दी', 'हिंदी', 'हिन्दी में', 'हिंदी में'],
  en: ['en', 'english', 'ইংরেজি', 'ইংরেজিতে', 'अंग्रेज़ी', 'अंग्रेजी', 'अंग्रेज़ी में', 'अंग्रेजी में'],
}

const tables = new Map(kinds.map((kind) => [kind, tableOf(columns[kind])]))

/** What a header of a file of this kind means; undefined when nobody knows it. */
export const meaningOf = (kind: ImportKind, header: string): Meaning | undefined => tables.get(kind)!.get(plain(header))

function tableOf(of: { readonly [column: string]: Column }): Map<string, Meaning> {
  const table = new Map<string, Meaning>()
  const add = (text: string, meaning: Meaning) => table.set(text, table.get(text) ?? meaning)
  for (const [column, { names, inScripts }] of Object.entries(of)) {
    for (const name of [column, ...names].map(plain)) {
      add(name, { column })
      if (!inScripts) continue
      for (const [script, words] of Object.entries(SCRIPTS) as [Script, readonly string[]][])
        for (const word of words.map(plain))
          for (const text of [name + word, word + name]) add(text, { column, script })
    }
  }
  return table
}

/** The script a text is written in, by its first letter that tells. */
export const scriptOf = (text: string): Script => {
  const letter = /[\u0980-\u09ff\u0900-\u0963]/.exec(text)?.[0]
  return letter === undefined ? 'en' : letter >= '\u0980' ? 'bn' : 'hi'
}
