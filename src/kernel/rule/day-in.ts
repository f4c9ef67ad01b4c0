import { type Day, dayOfEpoch } from './day.ts'

const OFFSET_MINUTES: Readonly<Record<string, number>> = { 'Asia/Dhaka': 360, 'Asia/Kolkata': 330 }
const FIXED_SINCE = Date.UTC(2010, 0, 1) // Bangladesh kept summer time from June to December 2009, neither country since
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The calendar day at an instant (milliseconds since 1970 UTC) in a time zone (IANA name); Dhaka (+6) and Kolkata
 * (+5:30) are plain sums, because every entry of every phone asks. Other zones, and instants before 2010, ask `Intl`.
 */
export function dayIn(timeZone: string, instantMs: number): Day {
  const offset = OFFSET_MINUTES[timeZone]
  if (offset !== undefined && instantMs >= FIXED_SINCE)
    return dayOfEpoch(Math.floor((instantMs + offset * 60_000) / 86_400_000))
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const part: Partial<Record<string, string>> = {}
  for (const { type, value } of format.formatToParts(instantMs)) part[type] = value
  return `${part['year']!.padStart(4, '0')}-${part['month']}-${part['day']}`
}
