import { cellText } from '#kernel/define/cell-text.ts'
import type { Letter } from '#kernel/define/letter.ts'
import type { Cell } from '#kernel/define/sheet.ts'
import { nameIn } from '#kernel/field/name.ts'
import { toDigits } from '#kernel/rule/digits.ts'
import type { Currency } from '#kernel/rule/money.ts'
import type { LetterBlock, Paper } from './paper.ts'
import { issuedLines, type Issuing } from './set-issued.ts'
import { word } from './writing.ts'

/** An official letter on the form of the office that sends it, under its memo number. */
export function setLetter(
  issuing: Issuing,
  { kind }: { kind: string },
  letter: Letter,
  memo: string,
  currency: Currency,
): Paper {
  const { definition, form, writing } = issuing
  const { lang, digits } = writing
  const text = (cell: Cell) => cellText(cell, definition, writing)
  const number = toDigits(memo, digits)
  const type = writing.list('letterTypes').find(({ id }) => id === letter.type)
  const subject = letter.subject === undefined ? '' : text(letter.subject)
  const block: LetterBlock = {
    kind: 'letter',
    title: '',
    to: (letter.to ?? []).map(text),
    subject: subject && word('letter.subject', lang, { subject }),
    paragraphs: letter.paragraphs.map(text).filter(Boolean),
    copiesTitle: word('letter.copies', lang),
    copies: letter.copies ? [...letter.copies.map(text), word('letter.office-copy', lang)] : [],
  }
  return {
    ...form,
    template: 'server/documents/letter.typ',
    title: nameIn(type?.names, lang),
    number: word('memo', lang, { number }),
    facts: [],
    wide: false,
    size: 10.5,
    blocks: [block, ...issuedLines(issuing, kind, currency)],
  }
}
