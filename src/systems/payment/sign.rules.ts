/** Who makes, who checks, who signs: never the same person twice. */
import type { Context } from '#kernel/define/context.ts'
import { head, nearestOfficer, type Who } from '#kernel/define/who.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { chairOn, membersOn } from '../common/committee.ts'
import type { Voucher } from './payment.rules.ts'

const makersOf = (record: Record | undefined): string[] => [
  ...(record?.heads.map((h) => h.by) ?? []),
  ...(record?.acts.filter((act) => act.step === 'makeAgain').map((act) => act.by) ?? []),
]

/** The head checks what her teachers made; what she made herself the officer above, as in a school with one teacher. */
export function approver(record: Record | undefined, _body: Body, context: Context): readonly Who[] {
  const makers = makersOf(record)
  const others = context.staff().filter((s) => s.role === 'head' && !makers.includes(s.person))
  return others.length === 0 ? [nearestOfficer] : [head]
}

/** The second signature is the head's; the officer's where the head made the voucher. */
export const secondSigner = approver

export function notMaker(_page: Voucher, context: Context, record: Record | undefined) {
  return !makersOf(record).includes(context.actor.person) || refuse('CASH_MAKER_CHECKS')
}

/** The chair signs; another member only with a reason, and it is marked. */
export function chairSigned(page: Voucher & { why?: string }, context: Context) {
  if (!page.signer && !page.signerName) return refuse('CASH_SIGNER_MISSING', {}, '/signer')
  const day = page.dated ?? page.on
  const members = context.records('members')
  const chair = chairOn(members, 'smc', day)
  if (!chair) return flag('CASH_CHAIR_VACANT', { members: membersOn(members, 'smc', day).length }, '/signer')
  return page.signer === chair.stream || flag('CASH_NOT_CHAIR', {}, '/signer')
}

/** The second to sign is another person than the first, by account or by the register of members. */
export function signersDistinct(page: Voucher, context: Context, record: Record | undefined) {
  const first = record?.acts.findLast((act) => act.step === 'chairSign' || act.step === 'standIn')
  const member = context.records('members').find((m) => m.stream === page.signer)
  const persons = [first?.step === 'standIn' ? first.by : undefined, member?.body['person']]
  return !persons.includes(context.actor.person) || refuse('CASH_SIGNERS_SAME')
}

/** Advice and cheque are handed over signed; cash and what the bank took by itself have nothing to sign. */
export function signedFirst(page: Voucher, _context: Context, record: Record | undefined) {
  const needsHands = page.instrument === 'ppa' || page.instrument === 'cheque'
  return !needsHands || record?.state === 'signed' || refuse('CASH_UNSIGNED')
}
