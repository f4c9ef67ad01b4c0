import { expect, test } from 'vitest'
import { amountInWords } from './amount-in-words.ts'
import { banglaMonths } from './bangla-calendar.ts'
import { gregorianMonths, weekdayNames } from './calendar-names.ts'
import { dayInWords } from './day-in-words.ts'
import { formatDay } from './format-day.ts'
import { inWords } from './in-words.ts'
import type { Lang } from './lang.ts'
import { formatMass } from './mass.ts'
import { classCodes, className } from './ordinal.ts'

/** Composed য় ড় ढ़ fall apart under NFC; a table that kept them would not equal what is stored. */
test('every word these rules can write is in NFC', () => {
  const said: string[] = [...banglaMonths]
  for (const lang of ['bn', 'hi', 'en'] satisfies Lang[]) {
    expect(gregorianMonths[lang]).toHaveLength(12)
    expect(weekdayNames[lang]).toHaveLength(7)
    said.push(...weekdayNames[lang], ...classCodes.map((code) => className(code, lang)), formatMass(5, lang, 'beng'))
    for (let n = 0; n < 100; n++) said.push(inWords(n, lang))
    for (const n of [100, 1000, 100_000, 10_000_000]) said.push(inWords(n, lang))
    for (const currency of ['BDT', 'INR'] as const) said.push(amountInWords(101, lang, currency))
    for (let m = 1; m <= 12; m++) {
      const month = String(m).padStart(2, '0')
      said.push(formatDay(`2026-${month}-20`, lang, 'beng', 'dual'))
      for (let d = 1; d <= 28; d++) said.push(dayInWords(`2026-${month}-${String(d).padStart(2, '0')}`, lang))
    }
  }
  expect(said.filter((text) => text !== text.normalize('NFC'))).toEqual([])
})
