/** Every kind of field: what it takes, in which form, and with which code it turns the rest away. */
import { describe, expect, test } from 'vitest'
import { contextOf, head, uuid } from '#test/support/kernel-context.ts'
import type { Problem } from '../error.ts'
import type { Record } from '../entry/record.ts'
import { readBody } from './body.ts'
import { choice } from './choice.ts'
import { code } from './code.ts'
import { count, mass, money } from './count.ts'
import { day } from './day.ts'
import { excerpt } from './excerpt.ts'
import type { Field } from './field.ts'
import { file, photo } from './file.ts'
import { group } from './group.ts'
import { instant } from './instant.ts'
import { marks } from './marks.ts'
import { name, nameIn } from './name.ts'
import { period } from './period.ts'
import { phone } from './phone.ts'
import { point } from './point.ts'
import { isUuid, ref } from './ref.ts'
import { rows } from './rows.ts'
import { text } from './text.ts'
import { yesNo } from './yes-no.ts'

const context = contextOf(head, {}, { pupils: [{ stream: uuid(1) } as Record] })

function read(field: Field, value: unknown): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = []
  return { value: field.read(value, '/f', problems, context), problems }
}

const HASH = 'a'.repeat(64)
const SHEET = { [uuid(1)]: 'P', [uuid(2)]: 'A' }
const fileMark = { sha256: HASH, bytes: 100, type: 'image/jpeg' }

describe('takes', () => {
  test.each<[string, Field, unknown, unknown]>([
    ['text in NFC, trimmed', text(), '  \u09df\u09be ', '\u09af\u09bc\u09be'],
    ['a joiner inside a word', text(), 'র‍্যাব', 'র‍্যাব'],
    ['an emoji as one character', text({ max: 2 }), '😀', '😀'],
    ['a name with dots and single letters', name(), { en: 'Md. A. B. Siddique' }, { en: 'Md. A. B. Siddique' }],
    ['a name in one of three scripts, empty ones dropped', name(), { bn: 'রহিম', en: '' }, { bn: 'রহিম' }],
    ['a leap day', day(), '2024-02-29', '2024-02-29'],
    ['the ends of a range of days', day({ from: '2020-01-01', to: '2020-12-31' }), '2020-12-31', '2020-12-31'],
    ['an instant, to the millisecond', instant(), '2026-03-10T04:12:00Z', '2026-03-10T04:12:00.000Z'],
    [
      'a period of one day',
      period(),
      { from: '2026-03-10', to: '2026-03-10' },
      { from: '2026-03-10', to: '2026-03-10' },
    ],
    [
      'a period of exactly the most days',
      period({ maxDays: 31 }),
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-03-01', to: '2026-03-31' },
    ],
    ['zero, without its sign', count(), -0, 0],
    ['a sum in paisa', money(), 1_234_567_890, 1_234_567_890],
    ['grams', mass(), 150, 150],
    ['a choice', choice('yes', 'no'), 'no', 'no'],
    ['false', yesNo(), false, false],
    ['a section of this school', group(), '4-B', '4-B'],
    ['a sheet', marks('pupils', 'P', 'A'), SHEET, SHEET],
    ['a reference', ref('pupil'), uuid(9), uuid(9)],
    ['a photo', photo(), fileMark, fileMark],
    ['a point', point(), { lat: 24_000_000, lon: 89_000_000 }, { lat: 24_000_000, lon: 89_000_000 }],
    ['rows', rows({ a: count() }), [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
    ['no rows', rows({ a: count() }), [], []],
    // One number in three digit scripts, with the spaces and hyphens that people type.
    ['a mobile in ASCII digits', phone(), '01712-345678', '+8801712345678'],
    ['a mobile in Bangla digits', phone(), '০১৭১২ ৩৪৫৬৭৮', '+8801712345678'],
    ['a mobile in Devanagari digits', phone(), '+९१ ९८१२३ ४५६७८', '+919812345678'],
    ['a birth registration number', code('birthRegistration17'), '২০১৫০১১২৩৪৫৬৭৮৯০১', '20150112345678901'],
    ['a UDISE code in Devanagari digits, its zero kept', code('udise'), '०९३४०१००१०१', '09340100101'],
    ['a routing number', code('routing'), '085260728', '085260728'],
  ])('%s', (_, field, given, expected) => {
    expect(read(field, given)).toEqual({ value: expected, problems: [] })
  })
})

describe('turns away', () => {
  test.each<[string, Field, unknown, string, string?]>([
    ['text that is no text', text(), 5, 'FIELD_WRONG_TYPE'],
    ['text that is too long', text({ max: 3 }), 'abcd', 'FIELD_TOO_LONG'],
    ['text of blanks', text(), ' \n ', 'FIELD_MISSING'],
    ['text shorter than asked', text({ min: 3 }), 'ab', 'FIELD_MISSING'],
    ['half a character', text(), 'a\ud83d', 'TEXT_MALFORMED'],
    ['a zero byte', text(), 'a\u0000', 'TEXT_MALFORMED'],
    ['a noncharacter', text(), 'a\uffff', 'TEXT_MALFORMED'],
    ['a name as text', name(), 'Rahim', 'FIELD_WRONG_TYPE'],
    ['a name in a fourth script', name(), { ta: 'ராம்' }, 'FIELD_UNKNOWN', '/f/ta'],
    ['a name with nothing in it', name(), { bn: '' }, 'FIELD_MISSING'],
    ['a list as a name', name(), ['x'], 'FIELD_WRONG_TYPE'],
    ['29 February of a common year', day(), '2026-02-29', 'FIELD_WRONG_DAY'],
    ['a day of the wrong form', day(), '10-03-2026', 'FIELD_WRONG_DAY'],
    ['a day in 2199', day(), '2199-01-01', 'FIELD_WRONG_DAY'],
    ['a day in native digits: forms send what they store', day(), '২০২৬-০৩-১০', 'FIELD_WRONG_DAY'],
    ['a day as a number', day(), 20260310, 'FIELD_WRONG_TYPE'],
    ['an instant of 30 February', instant(), '2026-02-30T00:00:00Z', 'FIELD_WRONG_DAY'],
    ['an instant without zone', instant(), '2026-02-10T00:00:00', 'FIELD_WRONG_DAY'],
    ['an hour past the day', instant(), '2026-02-10T25:00:00Z', 'FIELD_WRONG_DAY'],
    ['a period backwards', period(), { from: '2026-03-02', to: '2026-03-01' }, 'FIELD_WRONG_PERIOD'],
    [
      'a period with more in it',
      period(),
      { from: '2026-03-01', to: '2026-03-02', half: true },
      'FIELD_UNKNOWN',
      '/f/half',
    ],
    ['a period without end', period(), { from: '2026-03-01' }, 'FIELD_WRONG_DAY', '/f/to'],
    ['a period a day too long', period({ maxDays: 31 }), { from: '2026-03-01', to: '2026-04-01' }, 'FIELD_TOO_LARGE'],
    ['a float', count(), 1.5, 'FIELD_WRONG_TYPE'],
    ['digits in text', count(), '5', 'FIELD_WRONG_TYPE'],
    ['a number past counting', count(), 2 ** 53, 'FIELD_WRONG_TYPE'],
    ['a negative count', count(), -1, 'FIELD_TOO_SMALL'],
    ['a count above its most', count({ max: 5 }), 6, 'FIELD_TOO_LARGE'],
    ['a choice that is none', choice('yes', 'no'), 'maybe', 'FIELD_UNKNOWN_CHOICE'],
    ['an object as a choice', choice('yes'), { toString: 1 }, 'FIELD_WRONG_TYPE'],
    ['a word as yes', yesNo(), 'yes', 'FIELD_WRONG_TYPE'],
    ['a section that the school has not', group(), '9-Z', 'FIELD_UNKNOWN_CHOICE'],
    ['a sheet of nobody', marks('pupils', 'P', 'A'), {}, 'FIELD_MISSING'],
    ['a mark that is none', marks('pupils', 'P', 'A'), { [uuid(1)]: 'X' }, 'FIELD_UNKNOWN_CHOICE', `/f/${uuid(1)}`],
    [
      'an object as a mark',
      marks('pupils', 'P'),
      { [uuid(1)]: { toString: 1 } },
      'FIELD_UNKNOWN_CHOICE',
      `/f/${uuid(1)}`,
    ],
    ['a sheet of names', marks('pupils', 'P'), { Rahim: 'P' }, 'FIELD_WRONG_CODE'],
    [
      'a sheet of more than 500',
      marks('pupils', 'P'),
      Object.fromEntries(Array.from({ length: 501 }, (_, i) => [uuid(i), 'P'])),
      'FIELD_TOO_LONG',
    ],
    ['a reference in capitals', ref('pupil'), uuid(0xab).toUpperCase(), 'FIELD_WRONG_CODE'],
    ['a photo that is too large', photo({ maxKb: 1 }), { ...fileMark, bytes: 1025 }, 'FIELD_TOO_LARGE', '/f/bytes'],
    ['an empty file', file(), { ...fileMark, bytes: 0 }, 'FIELD_TOO_SMALL', '/f/bytes'],
    ['a document as a photo', photo(), { ...fileMark, type: 'application/pdf' }, 'FIELD_UNKNOWN_CHOICE', '/f/type'],
    ['a hash in capitals', file(), { ...fileMark, sha256: 'A'.repeat(64) }, 'FIELD_WRONG_CODE', '/f/sha256'],
    ['a point off the earth', point(), { lat: 91_000_000, lon: 0 }, 'FIELD_TOO_LARGE', '/f/lat'],
    ['a point in degrees', point(), { lat: 24.1, lon: 89.2 }, 'FIELD_WRONG_TYPE', '/f/lat'],
    ['rows that are none', rows({ a: count() }), {}, 'FIELD_WRONG_TYPE'],
    ['too few rows', rows({ a: count() }, { min: 1 }), [], 'FIELD_MISSING'],
    ['too many rows', rows({ a: count() }, { max: 1 }), [{ a: 1 }, { a: 1 }], 'FIELD_TOO_LONG'],
    ['a wrong value in a row', rows({ a: count() }), [{ a: 1 }, { a: 'x' }], 'FIELD_WRONG_TYPE', '/f/1/a'],
    ['a mobile one digit short', phone(), '0171234567', 'FIELD_WRONG_CODE'],
    ['a landline', phone(), '02-9123456', 'FIELD_WRONG_CODE'],
    ['a birth registration number of 16 digits', code('birthRegistration17'), '2015011234567890', 'FIELD_WRONG_CODE'],
    ['a routing number with a wrong check digit', code('routing'), '085260729', 'FIELD_WRONG_CODE'],
    ['a code as a number, which would lose its zero', code('udise'), 9340100101, 'FIELD_WRONG_TYPE'],
  ])('%s', (_, field, given, expected, at = '/f') => {
    const { value, problems } = read(field, given)
    expect(value).toBeUndefined()
    expect(problems.map((p) => [p.code, p.at])).toContainEqual([expected, at])
  })

  test('a megabyte of text, at once', () => {
    const long = 'রহিম '.repeat(250_000)
    const digits = '৯'.repeat(1_000_000)
    const start = performance.now()
    for (const [field, value] of [
      [name(), { bn: long }],
      [text(), long],
      [phone(), digits],
      [code('nid'), digits],
      [choice('a'), long],
      [ref('pupil'), long],
      [day(), long],
    ] as const)
      expect(read(field, value).problems).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('a body', () => {
  const fields = { on: day(), fed: count(), note: text().optional() }
  const body = (value: unknown) => {
    const problems: Problem[] = []
    return { body: readBody(fields, value, '', problems, context), problems: problems.map((p) => `${p.code} ${p.at}`) }
  }

  test('has its keys in the order of the definition, without what was left empty', () => {
    expect(JSON.stringify(body({ note: '', fed: 1, on: '2026-03-10' }).body)).toBe('{"on":"2026-03-10","fed":1}')
    expect(body({ note: null, fed: 0, on: '2026-03-10' }).body).toEqual({ on: '2026-03-10', fed: 0 })
  })

  test('tells all that is wrong, and refuses what it does not know', () => {
    expect(body({ fed: -1, eaten: 2 }).problems).toEqual([
      'FIELD_UNKNOWN /eaten',
      'FIELD_MISSING /on',
      'FIELD_TOO_SMALL /fed',
    ])
    expect(body(JSON.parse('{"on":"2026-03-10","fed":1,"__proto__":{"note":"x"}}')).problems).toEqual([
      'FIELD_UNKNOWN /__proto__',
    ])
    expect(body([]).problems).toEqual(['BODY_NOT_OBJECT '])
  })
})

test('an optional or private field is the same field otherwise', () => {
  const field = text({ max: 5 }).optional().private()
  expect(field).toMatchObject({ kind: 'text', isOptional: true, isPrivate: true, options: { max: 5 } })
  expect(text().private().optional().isPrivate).toBe(true)
  expect(text()).toMatchObject({ isOptional: false, isPrivate: false })
})

test('a name is shown in the reader’s script, else in any', () => {
  expect(nameIn({ bn: 'রহিম', en: 'Rahim' }, 'bn')).toBe('রহিম')
  expect(nameIn({ bn: 'রহিম', en: 'Rahim' }, 'hi')).toBe('Rahim')
  expect(nameIn({ hi: 'राम' }, 'bn')).toBe('राम')
  expect(nameIn(undefined, 'bn')).toBe('')
})

test('an excerpt is fit to be stored and shown, whatever was sent', () => {
  expect(excerpt('ক'.repeat(50))).toHaveLength(40)
  expect(excerpt('a\u0000b\ud800')).toBe('a\ufffdb\ufffd')
  expect(excerpt(`${'x'.repeat(39)}😀`)).toBe(`${'x'.repeat(39)}\ufffd`)
  expect([excerpt(5), excerpt(true), excerpt({ toString: 1 }), excerpt(null), excerpt(undefined)]).toEqual([
    '5',
    'true',
    'object',
    'object',
    'undefined',
  ])
})

test('a UUID is one in small letters', () => {
  expect([isUuid(uuid(1)), isUuid(uuid(0xabc).toUpperCase()), isUuid(''), isUuid(7), isUuid(`${uuid(1)}\n`)]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
