import { describe, expect, test } from 'vitest'
import { attendance } from '#systems/attendance/attendance.ts'
import { meals } from '#systems/meals/meals.ts'
import { contextOf, head } from '#test/support/kernel-context.ts'
import { readSms, splitSms } from './read-sms.ts'

const context = contextOf(head, { today: '2026-03-10', groups: ['4-A', '4-B', '5-A'] })
const mdm = (words: string) => readSms(meals, meals.sms!, splitSms(`MDM ${words}`).words, context)
const att = (words: string) => readSms(attendance, attendance.sms!, splitSms(`ATT ${words}`).words, context)
const codesOf = (read: ReturnType<typeof mdm>) => ('problems' in read ? read.problems.map(({ code }) => code) : [])

describe('a message', () => {
  test.each(['MDM 45 38', 'mdm 45,38', '  Mdm45 38 ', 'MDM ৪৫ ৩৮', 'MDM ४५ ३८', 'MDM: ४৫ 38', 'MDM\u200b 45\n38'])(
    'is the same however a telephone writes it: %s',
    (text) => {
      const { keyword, words } = splitSms(text)
      expect(keyword).toBe('MDM')
      expect(readSms(meals, meals.sms!, words, context)).toEqual({
        day: '2026-03-10',
        said: { present: [45], ate: [38] },
      })
    },
  )

  test('says figures of several levels one after the other', () => {
    expect(mdm('45 38 30 28')).toMatchObject({ said: { present: [45, 30], ate: [38, 28] } })
    expect(codesOf(mdm('45 38 30'))).toEqual(['SMS_WORD_MISSING'])
  })

  test('a letter for a digit is asked about, never guessed', () => {
    expect(mdm('4O 38')).toEqual({
      problems: [{ code: 'SMS_WORD_WRONG', at: '/present', facts: { word: '4O' } }],
    })
    expect(codesOf(mdm('l5 3B'))).toEqual(['SMS_WORD_WRONG', 'SMS_WORD_WRONG'])
    expect(codesOf(mdm('-4 3.5'))).toEqual(['SMS_WORD_WRONG', 'SMS_WORD_WRONG'])
    expect(codesOf(mdm('99999 1'))).toEqual(['FIELD_TOO_LARGE'])
    expect(codesOf(mdm('45'))).toEqual(['SMS_WORD_MISSING'])
    expect(codesOf(mdm(''))).toEqual(['SMS_WORD_MISSING'])
  })

  test('names another day after the keyword; without a year the last such day', () => {
    expect(mdm('9-3 45 38')).toMatchObject({ day: '2026-03-09' })
    expect(mdm('০৯/০৩/২৬ 45 38')).toMatchObject({ day: '2026-03-09' })
    expect(mdm('11.12 45 38')).toMatchObject({ day: '2025-12-11' })
    expect(codesOf(mdm('31-2 45 38'))).toEqual(['SMS_DAY_WRONG'])
  })

  test('gives a choice by its letter and number, as the codes of the fact book count', () => {
    expect(mdm('45 0 C2')).toMatchObject({ said: { present: [45], ate: [0], cause: ['ingredients'] } })
    expect(mdm('45 50 w১')).toMatchObject({ said: { why: ['guests'] } })
    expect(codesOf(mdm('45 0 C9'))).toContain('SMS_WORD_WRONG')
  })

  test('names a class as people do and then as many roll numbers as were away', () => {
    expect(att('4A 3 7 12')).toMatchObject({ said: { group: ['4-A'], absent: [3, 7, 12] } })
    expect(att('৪খ ০')).toMatchObject({ said: { group: ['4-B'], absent: [0] } })
    expect(att('5 2')).toMatchObject({ said: { group: ['5-A'] } })
    expect(codesOf(att('4 2'))).toEqual(['SMS_WORD_WRONG'])
    expect(codesOf(att('9A 2'))).toEqual(['SMS_WORD_WRONG'])
  })
})
