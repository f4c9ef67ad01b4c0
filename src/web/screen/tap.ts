import type { Definition } from '#kernel/define/definition.ts'
import { askedOf } from '#kernel/entry/judge.ts'
import type { Point } from '#kernel/field/point.ts'
import { submit, type Outcome } from '../act.ts'
import { contextOf } from '../store/context.ts'
import type { Seen } from '../store/overlay.ts'
import { cleanBody, startBody } from './form-start.ts'

type Values = Record<string, unknown>

/** What one waits for a place at most: a tap is not held up by it. */
const SENSE_MS = 2_500

/** The body of a step that a tap takes; undefined where something must be asked first, so that its form opens. */
export function tapBody(
  definition: Definition,
  name: string,
  record: Seen | undefined,
  preset: Values,
): Values | undefined {
  const step = definition.steps[name]!
  const context = contextOf(definition, { ...record?.body, ...preset })
  if (!context || !step.tap || step.reason) return undefined
  const body = startBody(definition, step, context, record, preset)
  const about = { ...record?.body, ...body }
  const kept: string[] = []
  for (const [key, field] of Object.entries(step.fields)) {
    const asked = definition.asks?.[key] ? askedOf(definition, key, about, context) : field.isOptional ? 'may' : 'must'
    if (asked !== 'may' && asked !== 'no' && body[key] === undefined) return undefined
    if (asked !== 'no') kept.push(key)
  }
  return cleanBody(body, kept)
}

/** Takes the step at once, with the place where the device was allowed to tell it before. */
export async function tap(definition: Definition, name: string, body: Values, record?: Seen): Promise<Outcome> {
  const wanted = Object.entries(definition.steps[name]!.fields).filter(([, field]) => field.options['sensed'] === true)
  const place = wanted.length > 0 ? await sensed() : undefined
  const places = place ? Object.fromEntries(wanted.map(([key]) => [key, place])) : {}
  return submit(definition, name, { ...body, ...places }, { record })
}

/** Where the device is, if it may say so already. Nobody is asked for permission by a tap. */
async function sensed(): Promise<Point | undefined> {
  try {
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    if (state !== 'granted') return undefined
  } catch {
    return undefined
  }
  return new Promise((found) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        found({
          lat: Math.round(coords.latitude * 1e6),
          lon: Math.round(coords.longitude * 1e6),
          accuracy: Math.round(coords.accuracy),
        }),
      () => found(undefined),
      { enableHighAccuracy: true, timeout: SENSE_MS, maximumAge: 60_000 },
    ),
  )
}
