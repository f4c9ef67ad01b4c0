import type { Name, Script } from '../field/name.ts'
import type { Digits } from '../rule/digits.ts'
import type { Filling } from '../rule/fill-text.ts'

/** How values are written for one reader: her language and digits, the labels of systems, and whom an id means. */
export type Writing = {
  lang: Script
  digits: Digits
  label(system: string, path: string, facts?: Filling): string
  nameOf(id: string): Name | undefined
  yesNo(value: boolean): string
  time(ms: number): string
}
