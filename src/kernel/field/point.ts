import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'
import { readInteger } from './integer.ts'

/** Where, in millionths of a degree (no floats in an entry), with the accuracy in metres that the device claimed. */
export type Point = { lat: number; lon: number; accuracy?: number }

/**
 * A geographic point: evidence with its accuracy, never a gate. `sensed` is filled in by a device that was allowed to
 * already, and left empty by every other.
 */
export const point = ({ sensed = false }: { sensed?: boolean } = {}): Field<Point, 'point'> =>
  makeField({
    kind: 'point',
    options: { sensed },
    read: (value, at, out) => {
      if (typeof value !== 'object' || value === null) return wrong(out, 'FIELD_WRONG_TYPE', at)
      const given = value as Record<string, unknown>
      const extra = Object.keys(given).find((key) => !['lat', 'lon', 'accuracy'].includes(key))
      if (extra !== undefined) return wrong(out, 'FIELD_UNKNOWN', `${at}/${excerpt(extra)}`)
      const lat = readInteger(given['lat'], `${at}/lat`, out, -90_000_000, 90_000_000)
      const lon = readInteger(given['lon'], `${at}/lon`, out, -180_000_000, 180_000_000)
      if (lat === undefined || lon === undefined) return undefined
      if (given['accuracy'] === undefined) return { lat, lon }
      const accuracy = readInteger(given['accuracy'], `${at}/accuracy`, out, 0, 10_000_000)
      return accuracy === undefined ? undefined : { lat, lon, accuracy }
    },
    schema: () => ({
      type: 'object',
      additionalProperties: false,
      required: ['lat', 'lon'],
      properties: { lat: { type: 'integer' }, lon: { type: 'integer' }, accuracy: { type: 'integer' } },
    }),
    sample: (pick) => ({ lat: 24_000_000 + pick(100_000), lon: 89_200_000 + pick(100_000), accuracy: pick(50) }),
  })
