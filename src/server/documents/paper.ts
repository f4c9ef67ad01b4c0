import type { Script } from '#kernel/field/name.ts'

/** A ruled table; widths are shares of the page. */
export type TableBlock = {
  kind: 'table'
  title: string
  size: number
  columns: readonly {
    head: string
    sub: string
    tone: string
    align: 'start' | 'end' | 'center'
    width: number
  }[]
  rows: readonly { cells: readonly string[]; tones: readonly string[]; tone: string }[]
}

/** Labels with their values, written out in `words` where that is asked; what was corrected stands below in red. */
export type FieldsBlock = {
  kind: 'fields'
  title: string
  rows: readonly { label: string; value: string; words: string; was: readonly string[] }[]
}

/** What happened on a page: when, what, who, why. */
export type HappenedBlock = {
  kind: 'happened'
  title: string
  items: readonly { at: string; what: string; who: string; lines: readonly string[]; reason: string; struck: boolean }[]
}

export type NotesBlock = { kind: 'notes'; title: string; lines: readonly string[] }

/** The sentences of an official letter, and what stands round them. */
export type LetterBlock = {
  kind: 'letter'
  title: string
  to: readonly string[]
  subject: string
  paragraphs: readonly string[]
  copiesTitle: string
  copies: readonly string[]
}

export type Block = TableBlock | FieldsBlock | HappenedBlock | NotesBlock | LetterBlock

/** What the form of an office gives every paper: letterhead, date, signatures, foot, language and its digits. */
export type Form = {
  lang: Script
  region: string
  /** Lines of the letterhead; `name` is the index of the office's own, which is set large. */
  head: readonly string[]
  name: number
  date: string
  signs: readonly (readonly string[])[]
  foot: string
  /** "Page {page} of {pages}", the numbers in `numbering`. */
  pages: string
  numbering: string
  qrText: string
}

/** A paper before it is set in type: every text is in the reader's language and digits already. */
export type Paper = Form & {
  /** The template under `src/`; without it the one for register pages. */
  template?: string
  title: string
  number: string
  facts: readonly (readonly [string, string])[]
  wide: boolean
  size: number
  blocks: readonly Block[]
  /** What the QR code opens; put there when the digest of all the rest is known. */
  verify?: string
}
