import { type BanglaDate, banglaMonths, toBangla } from './bangla-calendar.ts'
import { gregorianMonths, weekdayNames } from './calendar-names.ts'
import { type Day, type Month, weekday } from './day.ts'
import { type Digits, toDigits } from './digits.ts'
import type { Lang } from './lang.ts'

/** How a day is written: 27-12-2023, 27 December 2023, or with the Bangla date before it as memos carry it. */
export type DayStyle = 'short' | 'long' | 'dual'

/** Bangla months for readers of other scripts; the era is named in Hindi, lest पौष be read as Saka or Vikram [K]. */
const OTHER_MONTHS: Readonly<Record<'hi' | 'en', readonly string[]>> = {
  hi: 'बैशाख ज्येष्ठ आषाढ़ श्रावण भाद्र आश्विन कार्तिक अग्रहायण पौष माघ फाल्गुन चैत्र'.split(' '),
  en: 'Boishakh Joishtho Asharh Srabon Bhadro Ashwin Kartik Ogrohayon Poush Magh Falgun Choitro'.split(' '),
}

/**
 * A day for screen and paper: short dd-mm-yyyy, long "২৭ ডিসেম্বর ২০২৩" (no comma, which `Intl` would add), dual
 * "১২ পৌষ ১৪৩০ / ২৭ ডিসেম্বর ২০২৩". Dates below ten keep a zero (০৭ এপ্রিল ২০২২), as office letters do. Before the
 * calendar's revision (16 October 2019) dual is the long form alone.
 */
export function formatDay(day: Day, lang: Lang, digits: Digits, style: DayStyle): string {
  const [year, month, date] = day.split('-') as [string, string, string]
  if (style === 'short') return toDigits(`${date}-${month}-${year}`, digits)
  const long = `${date} ${gregorianMonths[lang][+month - 1]} ${year}`
  const bangla = style === 'dual' ? toBangla(day) : undefined
  return toDigits(bangla ? `${formatBangla(bangla, lang)} / ${long}` : long, digits)
}

/** A month by its name: "মার্চ ২০২৬". */
export function formatMonth(month: Month, lang: Lang, digits: Digits): string {
  const [year, number] = month.split('-') as [string, string]
  return toDigits(`${gregorianMonths[lang][+number - 1]} ${year}`, digits)
}

/** The weekday's name in full, as attendance sheets head their columns: রবিবার, रविवार, Sunday. */
export function weekdayName(day: Day, lang: Lang): string {
  return weekdayNames[lang][weekday(day)]!
}

function formatBangla(date: BanglaDate, lang: Lang): string {
  const months = lang === 'bn' ? banglaMonths : OTHER_MONTHS[lang]
  return `${String(date.day).padStart(2, '0')} ${months[date.month - 1]} ${date.year}${lang === 'hi' ? ' बंगाब्द' : ''}`
}
