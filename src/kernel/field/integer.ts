import type { Problem } from '../error.ts'
import { wrong } from './field.ts'

/** Reads a whole number within limits; floats, digits in strings and unsafe integers are refused. */
export function readInteger(value: unknown, at: string, out: Problem[], min: number, max: number): number | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrong(out, 'FIELD_WRONG_TYPE', at)
  if (value < min) return wrong(out, 'FIELD_TOO_SMALL', at, { min, value })
  if (value > max) return wrong(out, 'FIELD_TOO_LARGE', at, { max, value })
  return value === 0 ? 0 : value
}
