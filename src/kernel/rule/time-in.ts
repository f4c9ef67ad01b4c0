import { dayIn } from './day-in.ts'
import { epochDay, type Day } from './day.ts'

const OFFSET_MINUTES: Readonly<Record<string, number>> = { 'Asia/Dhaka': 360, 'Asia/Kolkata': 330 }

/** The day and the time of day (`08:05`) at an instant in a time zone, as a clock on the wall there shows them. */
export function timeIn(timeZone: string, instantMs: number): { day: Day; time: string } {
  const day = dayIn(timeZone, instantMs)
  const offset = OFFSET_MINUTES[timeZone]
  if (offset === undefined) {
    const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' } as const
    return { day, time: new Intl.DateTimeFormat('en-GB', options).format(instantMs) }
  }
  return { day, time: timeOfMinutes(Math.floor((instantMs + offset * 60_000) / 60_000) - epochDay(day) * 1440) }
}

/** Minutes after midnight of a time of day. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The time of day so many minutes after midnight; beyond the day it stays at its ends. */
export function timeOfMinutes(minutes: number): string {
  const within = Math.min(1439, Math.max(0, minutes))
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}
