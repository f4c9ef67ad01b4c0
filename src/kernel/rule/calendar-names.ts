/** Names of Gregorian months and weekdays: written out, because `Intl` differs from phone to phone. */
import type { Lang } from './lang.ts'

type Names = Readonly<Record<Lang, readonly string[]>>

/** Gregorian months, index 0 = January; Bangla as in government letters, Hindi without nukta as UP offices print [K]. */
export const gregorianMonths: Names = {
  bn: 'জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর'.split(' '),
  hi: 'जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}

/** Weekdays, index 0 = Sunday, matching `weekday`. */
export const weekdayNames: Names = {
  bn: 'রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার'.split(' '),
  hi: 'रविवार सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार'.split(' '),
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
}
