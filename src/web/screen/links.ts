import type { SyncRecord } from '../api-types.ts'

/** Addresses of the app, in one place. */
export const listPath = (system: string): string => `/r/${system}`
export const recordPath = ({ system, office, stream }: Pick<SyncRecord, 'system' | 'office' | 'stream'>): string =>
  `/r/${system}/${office}/${stream.split('/').map(encodeURIComponent).join('/')}`
export const manyPath = (system: string, step: string, by?: string): string =>
  `/r/${system}/many/${step}${by === undefined ? '' : `?by=${encodeURIComponent(by)}`}`
export const sheetPath = (system: string, sheet: string): string => `/sheet/${system}/${sheet}`
export const proofPath = (office: string, entry: string): string => `/proof/${office}/${entry}`
export const oversightPath = (office: string): string => `/oversight/${office}`

/** The form of a new page with what is already known of it. */
export function newPath(system: string, preset: Readonly<Record<string, unknown>> = {}): string {
  const query = new URLSearchParams(
    Object.entries(preset).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
  const text = query.toString()
  return `/r/${system}/new${text && `?${text}`}`
}
