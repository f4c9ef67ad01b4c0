import type { Problem } from '../error.ts'
import { excerpt } from '../field/excerpt.ts'
import type { Field } from '../field/field.ts'
import { readWord } from '../field/read-word.ts'
import { isDay, type Day } from '../rule/day.ts'
import { toAscii } from '../rule/digits.ts'
import type { Context } from './context.ts'
import type { Definition } from './definition.ts'
import type { Said, Sms } from './sms.ts'

const HIDDEN = /[\u200b-\u200f\u2060\ufeff]/g
const KEYWORD = /^(\p{L}[\p{L}\p{M}]*)(.*)$/su
const DAY = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{2}|\d{4}))?$/
const CODED = /^([A-Z])(\d{1,2})$/

/** A message as keyword and words: `MDM45 38`, `mdm 45,38` and `MDM ৪৫ ৩৮` are the same. */
export function splitSms(text: string): { keyword: string; words: readonly string[] } {
  const clean = text.normalize('NFC').replace(HIDDEN, '').trim()
  const [, keyword = '', rest = ''] = KEYWORD.exec(clean) ?? []
  return { keyword: keyword.toUpperCase(), words: rest.split(/[\s,;:=]+/).filter((word) => word !== '') }
}

/** What the words after a keyword say and of which day, or everything that is wrong with them. */
export function readSms(
  definition: Definition,
  sms: Sms,
  words: readonly string[],
  context: Context,
): { day: Day; said: Said } | { problems: Problem[] } {
  const [first, ...others] = words
  const parts = DAY.exec(toAscii(first ?? ''))
  const day = parts ? dayOf(parts, context.today) : context.today
  if (day === undefined) return { problems: [{ code: 'SMS_DAY_WRONG', facts: { word: excerpt(first) } }] }
  const problems: Problem[] = []
  const said: Record<string, unknown[]> = {}
  const say = (name: string, value: unknown) => void (said[name] = [...(said[name] ?? []), value])
  const plain = (parts ? others : words).filter((word) => !isCoded(definition, sms, word, say))
  const names = Object.keys(sms.says)
  plain.forEach((word, i) => {
    const name = i < names.length || sms.repeats === 'all' ? names[i % names.length]! : names.at(-1)!
    if (i >= names.length && !sms.repeats) problems.push({ code: 'SMS_WORD_EXTRA', facts: { word: excerpt(word) } })
    else say(name, readOne(sms.says[name]!, word, name, problems, context))
  })
  const isShort = plain.length < names.length || (sms.repeats === 'all' && plain.length % names.length !== 0)
  if (isShort && problems.length === 0)
    problems.push({ code: 'SMS_WORD_MISSING', facts: { count: plain.length, keyword: sms.keyword } })
  return problems.length > 0 ? { problems } : { day, said }
}

/** Takes a choice by its letter and number; any other word is left to the fields. */
function isCoded(definition: Definition, sms: Sms, word: string, say: (name: string, value: unknown) => void): boolean {
  const [, letter = '', number] = CODED.exec(toAscii(word).toUpperCase()) ?? []
  const name = Object.hasOwn(sms.coded ?? {}, letter) ? sms.coded![letter]! : undefined
  const choices = name === undefined ? [] : choicesOf(definition, name)
  const value = choices[Number(number) - 1]
  if (name === undefined || value === undefined) return false
  say(name, value)
  return true
}

/** The values of a field of choices, numbered from one in messages. */
export const choicesOf = (definition: Definition, name: string): readonly string[] =>
  (definition.fields[name]?.options['choices'] ?? []) as readonly string[]

function readOne(field: Field, word: string, name: string, problems: Problem[], context: Context): unknown {
  const value = readWord(field.kind, word, context)
  if (value !== undefined) return field.read(value, `/${name}`, problems, context)
  problems.push({ code: 'SMS_WORD_WRONG', at: `/${name}`, facts: { word: excerpt(word) } })
  return undefined
}

/** Day and month, the year where it is said; without it the last such day that is not ahead. */
function dayOf([, day, month, year]: RegExpExecArray, today: Day): Day | undefined {
  const of = (full: number) => `${full}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  if (year !== undefined) return isDay(of(fullYear(year))) ? of(fullYear(year)) : undefined
  const thisYear = Number(today.slice(0, 4))
  return [of(thisYear), of(thisYear - 1)].find((found) => isDay(found) && found <= today)
}

const fullYear = (year: string): number => Number(year) + (year.length === 2 ? 2000 : 0)
