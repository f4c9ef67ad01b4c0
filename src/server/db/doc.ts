import { derive } from '#kernel/entry/fold.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { getSystem } from '../reach.ts'

/** A record as it is stored: without `state` and `body`, which follow from the rest and would store every page twice. */
export type Doc = Omit<Folded, 'state' | 'body'>

/** The text that goes into the `doc` column. */
export const toDoc = ({ state: _state, body: _body, ...doc }: Folded): string => JSON.stringify(doc)

/** The record that a `doc` column holds. */
export const fromDoc = (doc: Doc): Folded => derive(getSystem(doc.system), { ...doc, state: '', body: {} })

/** The records of rows that have a `doc` column. */
export const fromRows = (rows: readonly { doc: Doc }[]): Folded[] => rows.map((row) => fromDoc(row.doc))
