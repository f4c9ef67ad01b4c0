import type { Record } from '../entry/record.ts'
import type { Name } from '../field/name.ts'
import type { Unit } from '../rule/amount.ts'
import type { Context, OfficeView } from './context.ts'
import type { Role } from './who.ts'

/** A label key of the system, to be translated; facts that are cells themselves are written as such. */
export type LabelCell = { label: string; facts?: { [key: string]: Exclude<Cell, LabelCell | null> } }

/** A value of one of the definition's fields, written as that kind is written: money, mass, a period, a choice. */
export type FieldCell = { field: string; value: unknown }

/** An amount in paisa, written in words as vouchers and cash books close with. */
export type WordsCell = { words: number }

/** A quantity that is never rounded: grams shown as kilograms, paisa as rupees or taka, millilitres as litres. */
export type AmountCell = { amount: number; unit: Unit }

/** A cell: plain text or number, a label key, a field's value, an amount, one in words, or a name in its scripts. */
export type Cell = string | number | LabelCell | FieldCell | AmountCell | WordsCell | Name | null

/** A ruled page: what a sheet computes and what screen, print and export all draw. `tone` marks columns (holidays). */
export type Table = {
  title: Cell
  columns: readonly { head: Cell; sub?: Cell; tone?: 'off' | 'sum' | 'name'; align?: 'start' | 'end' | 'center' }[]
  rows: readonly {
    cells: readonly Cell[]
    tones?: readonly (string | undefined)[]
    tone?: 'sum' | 'struck'
    open?: { stream: string }
  }[]
  notes?: readonly Cell[]
}

/** An office of an area with its own pages, by the name of the need. */
export type Place = { office: OfficeView; records: (need: string) => readonly Record[] }

/** A page drawn from records by a pure rule: month sheet, roll, balance. */
export type Sheet = {
  /** What the reader chooses; `page` is the stream of one of the system's own pages. */
  params: readonly ('group' | 'month' | 'day' | 'year' | 'page')[]
  table: (context: Context, params: { readonly [key: string]: string }) => Table
  /**
   * The same page drawn for an office that keeps no such register itself: of all offices below it that do, each with
   * the records of these needs. At most a few hundred offices; a larger area is looked at part by part.
   */
  area?: {
    needs: readonly string[]
    table: (context: Context, places: readonly Place[], params: { readonly [key: string]: string }) => Table
  }
  /** Whether there is such a page in this school system (a return that only one country asks for). */
  isFor?: (context: Context) => boolean
  /** Drawn of the reader's own pages: open to everybody about whom there are any, whatever her role. */
  isOwn?: boolean
  /** Who signs the printed page; the one in charge of the office where nothing is said. */
  signs?: readonly Role[]
}
