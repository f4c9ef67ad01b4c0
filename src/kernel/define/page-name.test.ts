import { expect, test } from 'vitest'
import { admission } from '#systems/admission/admission.ts'
import { attendance } from '#systems/attendance/attendance.ts'
import { payment } from '#systems/payment/payment.ts'
import { isNamed, pageName } from './page-name.ts'

const page = (body: object) => ({ heads: [], body: body as never })

test('a pupil is called by her name, a voucher by its number in the reader’s digits, one without a number by nothing', () => {
  expect(pageName(admission, page({ name: { bn: 'শেলী' }, no: 7 }))).toEqual({ bn: 'শেলী' })
  expect(pageName(payment, page({ no: 12 }))).toEqual({ bn: '№ ১২', hi: '№ १२', en: '№ 12' })
  expect(pageName(payment, page({ payee: 'Stores' }))).toBeUndefined()
  expect([admission, payment, attendance].map(isNamed)).toEqual([true, true, false])
})
