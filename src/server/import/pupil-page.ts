import { readBody } from '#kernel/field/body.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import { classCodes, className } from '#kernel/rule/ordinal.ts'
import { toAscii } from '#kernel/rule/digits.ts'
import labels from '#systems/admission/admission.labels.json' with { type: 'json' }
import { admission } from '#systems/admission/admission.ts'
import choices from './choices.json' with { type: 'json' }
import { plain } from './columns.ts'
import { wordsOf, type Row, type Words } from './row.ts'

/** The words for each value of a choice of the admission register: its labels in three languages, and our own list. */
const choiceWords = Object.fromEntries(
  ['sex', 'proof', 'category', 'disability'].map((field): [string, Words] => {
    const values = admission.fields[field]!.options['choices'] as readonly string[]
    const textsOf = (value: string) =>
      Object.values((labels as Record<string, object>)[`choices.${field}.${value}`] ?? {}) as string[]
    return [
      field,
      wordsOf(
        Object.fromEntries(
          values.map((value) => [value, [...textsOf(value), ...((choices as Record<string, string[]>)[value] ?? [])]]),
        ),
      ),
    ]
  }),
)

const NAMES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']
const PRE = ['pre-primary', 'preprimary', 'pp', 'kg', 'শিশু', 'শিশু শ্রেণি', 'প্রাক প্রাথমিক', 'बालवाटिका', 'शिशु']

const classWords = wordsOf(
  Object.fromEntries(
    classCodes.map((code) => {
      const said = (['bn', 'hi', 'en'] as const).map((lang) => toAscii(className(code, lang)))
      if (code === 'pre') return [code, [...said, ...PRE]]
      const bare = said.map((text) => text.replace(/ ?(শ্রেণি|कक्षा|Class) ?/, ''))
      return [
        code,
        [
          ...said,
          ...bare,
          ROMAN[+code - 1]!,
          ...(NAMES[+code - 1] ? [NAMES[+code - 1]!, `Class ${NAMES[+code - 1]!}`] : []),
        ],
      ]
    }),
  ),
)

/** Letters of a section as schools of three scripts write them, in order. */
const SECTIONS = ['ABCDEF', 'কখগঘঙচ', 'कखगघङच']

/** The body of an admission page from a row; what a column says wrongly is told to the row. `groups` are the school's, where it is known. */
export function readPage(row: Row, pupil: string, groups: readonly string[] | undefined): Body {
  const names = Object.fromEntries(
    ['name', 'mother', 'father', 'guardian'].map((column) => [column, row.name(column, column === 'name')]),
  )
  const picked = Object.fromEntries(
    ['proof', 'category', 'disability'].map((column) => [column, row.choice(column, choiceWords[column]!)]),
  )
  const texts = Object.fromEntries(['previous', 'previousTc'].map((column) => [column, row.text(column)]))
  const codes = Object.fromEntries(['birthCode', 'phone'].map((column) => [column, row.text(column, { isCode: true })]))
  const body = {
    pupil,
    on: row.day('on', true),
    group: groupIn(row, groups),
    roll: row.whole('roll'),
    ...names,
    sex: row.choice('sex', choiceWords['sex']!, true),
    birth: row.day('birth', true),
    ...picked,
    ...texts,
    ...codes,
    no: row.whole('no', true),
  }
  // No proof named is no proof seen: the register takes the child and marks it.
  return Object.fromEntries(
    Object.entries({ ...body, proof: body['proof' as never] ?? 'none' }).filter(([, value]) => value !== undefined),
  )
}

/** The class section as the school has it: `4-A` as it stands, or class and section in anybody's words. */
function groupIn(row: Row, groups: readonly string[] | undefined): string | undefined {
  const given = row.text('class', { needed: true, max: 40, isCode: true })
  const section = row.text('section', { max: 20, isCode: true })
  if (given === undefined || groups === undefined) return undefined
  if (section === undefined) {
    const whole = groups.find((group) => plain(group) === plain(given))
    if (whole !== undefined) return whole
  }
  const parts = section === undefined ? /^(.*\S)\s*[-–/ ]\s*(\p{Letter}\p{Mark}*)$/u.exec(given) : null
  const level = classWords.get(plain(parts?.[1] ?? given)) ?? (parts ? classWords.get(plain(given)) : undefined)
  if (level === undefined) return row.wrong('class', 'FIELD_UNKNOWN_CHOICE', { value: given })
  const isSplit = parts !== null && classWords.has(plain(parts[1]!))
  const ofLevel = groups.filter((group) => group.startsWith(`${level}-`))
  if (ofLevel.length === 0) return row.wrong('class', 'FIELD_UNKNOWN_CHOICE', { value: given })
  const named = section ?? (isSplit ? parts[2]! : undefined)
  if (named === undefined) {
    return ofLevel.length === 1 ? ofLevel[0] : row.wrong('class', 'IMPORT_SECTION_NEEDED', { value: given })
  }
  const places = SECTIONS.map((letters) => letters.indexOf(named.toUpperCase())).filter((place) => place >= 0)
  const forms = [named, ...places.flatMap((place) => SECTIONS.map((letters) => letters[place]!))].map(
    (form) => `${level}-${form}`,
  )
  const found = ofLevel.find((group) => forms.some((form) => plain(form) === plain(group)))
  return (
    found ??
    row.wrong(section === undefined ? 'class' : 'section', 'FIELD_UNKNOWN_CHOICE', { value: `${level}-${named}` })
  )
}

/** What the fields themselves find wrong, for rows that are not judged because a cell could not be read. */
export function tellFieldProblems(row: Row, body: Body, groups: readonly string[]): void {
  const found: Problem[] = []
  readBody(admission.steps['enter']!.fields, body, '', found, { options: (name) => (name === 'groups' ? groups : []) })
  // What is missing was told when the row was read; what could not be read is missing only here.
  tellProblems(
    row,
    found.filter(({ code }) => code !== 'FIELD_MISSING'),
  )
}

/** Tells a row what the kernel says, at the column where it stands. */
export function tellProblems(row: Row, problems: readonly Problem[]): void {
  for (const { code, at, facts } of problems) {
    // The day of a page is its own field, so the kernel names none for it.
    const field = at?.split('/')[1] ?? (code === 'DAY_IN_FUTURE' ? 'on' : '')
    row.wrong(field === 'group' ? 'class' : field, code, facts)
  }
}
