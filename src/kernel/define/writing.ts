import type { Name, Script } from '../field/name.ts'
import type { ListItem } from '../pack.ts'
import type { Digits } from '../rule/digits.ts'
import type { Filling } from '../rule/fill-text.ts'

/** How values are written for one reader: her language and digits, the labels of systems, and whom an id means. */
export type Writing = {
  lang: Script
  digits: Digits
  label(system: string, path: string, facts?: Filling): string
  /** Whom an id means; `of` is the register whose page it is, where a field says so. */
  nameOf(id: string, of?: string): Name | undefined
  /** A list of the pack with its names. */
  list(name: string): readonly ListItem[]
  /** An amount in paisa in words, with the currency of the pack. */
  amountWords(paisa: number): string
  yesNo(value: boolean): string
  time(ms: number): string
}
