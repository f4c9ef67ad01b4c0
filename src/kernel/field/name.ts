import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'
import { readText } from './text.ts'

export type Script = 'bn' | 'hi' | 'en'

/** A name in the scripts in which it was given; none is derived from another and no equality is demanded. */
export type Name = { readonly [S in Script]?: string }

const SCRIPTS: readonly Script[] = ['bn', 'hi', 'en']

/**
 * A person's or place's name in up to three scripts, at least one. Dots, single letters and spellings that differ
 * between papers are all lawful: names with a dot in them once stopped salaries.
 */
export const name = ({ max = 120 } = {}): Field<Name, 'name'> =>
  makeField({
    kind: 'name',
    options: { max },
    read: (value, at, out) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(out, 'FIELD_WRONG_TYPE', at)
      const given = value as Record<string, unknown>
      const clean: { [S in Script]?: string } = {}
      for (const key of Object.keys(given)) {
        if (!SCRIPTS.includes(key as Script)) return wrong(out, 'FIELD_UNKNOWN', `${at}/${excerpt(key)}`)
        if (given[key] === undefined || given[key] === '') continue
        const part = readText(given[key], `${at}/${key}`, out, max)
        if (part === undefined) return undefined
        clean[key as Script] = part
      }
      return Object.keys(clean).length > 0 ? clean : wrong(out, 'FIELD_MISSING', at)
    },
    schema: () => ({
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: Object.fromEntries(SCRIPTS.map((s) => [s, { type: 'string', maxLength: max }])),
    }),
    sample: (pick) => [{ bn: 'মোঃ রহিম' }, { hi: 'राम कुमार', en: 'Ram Kumar' }, { en: 'A. B. Siddique' }][pick(3)]!,
  })

/** The name in the reader's script, else in any script it was given in. */
export const nameIn = (value: Name | undefined, script: Script): string =>
  value?.[script] ?? value?.en ?? value?.bn ?? value?.hi ?? ''
