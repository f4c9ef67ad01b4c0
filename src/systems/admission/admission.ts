/** The admission register with its rolls, its returns and the transfer certificate. */
import { drawn } from '#kernel/define/drawn.ts'
import { admissionBase } from './admission-base.ts'
import { enrolment } from './enrolment-sheet.ts'
import { classRoll } from './roll-sheet.ts'
import { transferCertificate } from './transfer-certificate.ts'
import { udise, udiseGaps } from './udise-sheet.ts'

export const admission = drawn(admissionBase, {
  sheets: { roll: classRoll, enrolment, udise, udiseGaps },
  documents: { 'transfer-certificate': transferCertificate },
})
