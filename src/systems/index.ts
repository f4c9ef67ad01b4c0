/** The one list of systems: a new one is a folder and a line here. */
import type { Definition } from '#kernel/define/definition.ts'
import { absence } from './absence/absence.ts'
import { admission } from './admission/admission.ts'
import { attendance } from './attendance/attendance.ts'
import { bookSets } from './book-sets/book-sets.ts'
import { census } from './census/census.ts'
import { casualLeave } from './casual-leave/casual-leave.ts'
import { chequeBook } from './cheque-book/cheque-book.ts'
import { cutOver } from './cut-over/cut-over.ts'
import { leaveAccount } from './leave-account/leave-account.ts'
import { leave } from './leave/leave.ts'
import { serviceBook } from './service-book/service-book.ts'
import { holiday } from './holiday/holiday.ts'
import { mealCash } from './meal-cash/meal-cash.ts'
import { mealCook } from './meal-cook/meal-cook.ts'
import { mealGrain } from './meal-grain/meal-grain.ts'
import { mealIncident } from './meal-incident/meal-incident.ts'
import { mealIvrs } from './meal-ivrs/meal-ivrs.ts'
import { mealMonth } from './meal-month/meal-month.ts'
import { mealPay } from './meal-pay/meal-pay.ts'
import { meals } from './meals/meals.ts'
import { monthClose } from './month-close/month-close.ts'
import { yearClose } from './year-close/year-close.ts'
import { meeting } from './meeting/meeting.ts'
import { member } from './member/member.ts'
import { payment } from './payment/payment.ts'
import { receipt } from './receipt/receipt.ts'
import { reconciliation } from './reconciliation/reconciliation.ts'
import { resolution } from './resolution/resolution.ts'
import { smsNumber } from './sms-number/sms-number.ts'
import { dbt } from './dbt/dbt.ts'
import { letterIn } from './letter-in/letter-in.ts'
import { letterOut } from './letter-out/letter-out.ts'
import { officeFile } from './office-file/office-file.ts'
import { officialLetter } from './official-letter/official-letter.ts'
import { issuedPaper } from './issued-paper/issued-paper.ts'
import { inspection } from './inspection/inspection.ts'
import { library } from './library/library.ts'
import { loans } from './loans/loans.ts'
import { stockCheck } from './stock-check/stock-check.ts'
import { stockItem } from './stock-item/stock-item.ts'
import { stock } from './stock/stock.ts'
import { outage } from './outage/outage.ts'
import { staffAbsence } from './staff-absence/staff-absence.ts'
import { staffAttendance } from './staff-attendance/staff-attendance.ts'

export const systems: readonly Definition[] = [
  admission,
  attendance,
  census,
  meals,
  holiday,
  casualLeave,
  leave,
  leaveAccount,
  serviceBook,
  absence,
  staffAttendance,
  staffAbsence,
  outage,
  monthClose,
  yearClose,
  cutOver,
  receipt,
  payment,
  chequeBook,
  reconciliation,
  member,
  meeting,
  resolution,
  inspection,
  letterIn,
  letterOut,
  officeFile,
  officialLetter,
  issuedPaper,
  bookSets,
  dbt,
  stockItem,
  stock,
  stockCheck,
  library,
  loans,
  mealGrain,
  mealCash,
  mealCook,
  mealPay,
  mealIncident,
  mealIvrs,
  mealMonth,
  smsNumber,
]
