import { shelf } from './shelf.ts'

/** What is being typed, kept sealed while it is typed: a call, a dead battery or an ended session loses nothing. */
export type Draft = { body: Record<string, unknown>; reason?: string; at: number }

const store = shelf<Draft>('drafts', 'work')

const idOf = (person: string, place: string): string => `${person}|${place}`

export const readDraft = (person: string, place: string): Promise<Draft | undefined> =>
  store.get(person, idOf(person, place)).catch(() => undefined)

/** A draft is a help: where the disk is full the form itself still stands on the screen. */
export const keepDraft = (person: string, place: string, draft: Draft): Promise<void> =>
  store.put(person, idOf(person, place), draft).catch(() => undefined)

export const dropDraft = (person: string, place: string): Promise<void> =>
  store.remove(idOf(person, place)).catch(() => undefined)
