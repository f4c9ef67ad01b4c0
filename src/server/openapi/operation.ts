import type { JsonSchema } from '#kernel/field/field.ts'
import type { ServerCode } from '../http/problem.ts'

/** A body that is no JSON. */
export type Media = { type: string; schema: JsonSchema }

/** One operation as the description writes it. Path parameters are found in the path. */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  id: string
  tag: string
  summary: string
  query?: Readonly<Record<string, JsonSchema>>
  body?: JsonSchema | Media
  /** What a good answer holds; without it nothing (204). */
  answer?: JsonSchema | readonly Media[]
  status?: number
  codes?: readonly ServerCode[]
  isOpen?: boolean
}
