import type { Context } from '#kernel/define/context.ts'
import type { Asked, Line } from '#kernel/define/definition.ts'
import type { Measures } from '#kernel/define/measure.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { toAscii } from '#kernel/rule/digits.ts'
import type { Day } from '#kernel/rule/day.ts'
import { citedWhere } from '../common/cited.ts'
import { holdingOf, isIn, isOut, movesOfPage, type StockMove } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'
import { factorsOf, inPresentUnit } from '../common/units.ts'

type Page = {
  move: string
  on: Day
  what: string
  item: string
  quantity: number
  unit: string
  condition?: string
  becomes?: string
  issue?: string
  school?: string
  slip?: string
  bill?: string
  fir?: string
  resolution?: string
  voucher?: string
  note?: string
}

const only =
  (whats: readonly string[], asked: Asked) =>
  (page: Partial<Page>): Asked =>
    whats.includes(page.what ?? '') ? asked : 'no'

/** Which fields belong to which kind of page: a receipt has a bill, a write-off a resolution, a theft an FIR. */
export const asksOf = {
  party: (page: Partial<Page>): Asked =>
    ['issue', 'donation', 'return'].includes(page.what ?? '') ? 'first' : page.what === 'receipt' ? 'may' : 'no',
  issue: only(['return'], 'may'),
  condition: (page: Partial<Page>): Asked =>
    page.what === 'condition' ? 'first' : isIn(page.what) || isOut(page.what) ? 'may' : 'no',
  becomes: only(['condition'], 'must'),
  rate: only(['receipt', 'opening', 'donation'], 'may'),
  bill: only(['receipt'], 'first'),
  voucher: only(['receipt'], 'may'),
  school: only(['transfer-in', 'transfer-out'], 'must'),
  slip: only(['transfer-in'], 'must'),
  resolution: only(['write-off'], 'must'),
  fir: only(['theft'], 'first'),
  note: (page: Partial<Page>, context: Context): Asked => (overBy(page, context) > 0 ? 'first' : 'may'),
}

const itemOf = (page: Partial<Page>, context: Context): Record | undefined =>
  context.records('items').find(({ stream, heads }) => stream === page.item && heads.length > 0)

export function itemKnown(page: Page, context: Context) {
  return itemOf(page, context) !== undefined || refuse('STOCK_ITEM_UNKNOWN', {}, '/item')
}

/** A page in a unit that the item never had is kept; it moves nothing until somebody says how many that is. */
export function unitKnown(page: Page, context: Context) {
  const item = itemOf(page, context)
  if (!item || factorsOf(item).has(page.unit)) return true
  return flag('STOCK_UNIT_UNKNOWN', { quantity: page.quantity }, '/unit')
}

/** All moves but those of this page, which may be one that is being corrected. */
const others = (page: Partial<Page>, context: Context): StockMove[] =>
  stockOf(context).filter((move) => move.item === page.item && move.page.stream !== page.move)

/** What is left of the page's goods in the condition it takes from, before it. */
function leftBefore(page: Partial<Page>, context: Context): number {
  const condition = page.condition ?? (page.what === 'write-off' ? 'unserviceable' : 'good')
  const moves = others(page, context).filter((move) => move.condition === condition)
  const now = holdingOf(moves, String(page.item)).total
  const then = page.on ? holdingOf(moves, String(page.item), page.on).total : now
  return Math.min(now, then)
}

/** By how much a page takes more than there is. */
function overBy(page: Partial<Page>, context: Context): number {
  if (!isOut(page.what) && page.what !== 'condition') return 0
  const amount = inPresentUnit(itemOf(page, context), page.quantity ?? 0, page.unit)
  return amount === undefined ? 0 : Math.max(0, amount - Math.max(0, leftBefore(page, context)))
}

/** More given out than the book has: kept, since the goods are gone, and marked until a receipt or a reason follows. */
export function balanceKept(page: Page, context: Context) {
  const over = overBy(page, context)
  return over === 0 || flag('STOCK_OVER_BALANCE', { left: Math.max(0, leftBefore(page, context)), over }, '/quantity')
}

/** More returned than that issue gave out and others have not brought back already. */
export function returnWithin(page: Page, context: Context) {
  if (page.what !== 'return' || page.issue === undefined) return true
  const left = outstandingOf(page.issue, context, page.move)
  const amount = inPresentUnit(itemOf(page, context), page.quantity, page.unit) ?? 0
  return amount <= left || flag('STOCK_RETURN_MORE', { left, over: amount - left }, '/quantity')
}

/** What of an issue has not come back. */
export function outstandingOf(issue: string, context: Context, without = ''): number {
  const items = new Map(context.records('items').map((item) => [item.stream, item]))
  const pages = context
    .records('moves')
    .filter(
      ({ stream, body, heads }) =>
        heads.length > 0 && stream !== without && (stream === issue || body['issue'] === issue),
    )
  return -pages.flatMap((page) => movesOfPage(page, items)).reduce((sum, { amount }) => sum + amount, 0)
}

/** Goods bought come with a bill; a donation has none and needs none. */
export function billGiven(page: Page) {
  return page.what !== 'receipt' || page.bill !== undefined || flag('STOCK_BILL_MISSING', {}, '/bill')
}

/** A theft is written on the day; the number of the police's report follows by a correction. */
export function firGiven(page: Page) {
  return page.what !== 'theft' || page.fir !== undefined || flag('STOCK_FIR_MISSING', {}, '/fir')
}

/** A write-off rests on a resolution of the committee, which is found by its number. */
export function resolutionThere({ resolution, on }: Page, context: Context) {
  const where = resolution === undefined ? 'here' : citedWhere(resolution, on, context)
  if (where === 'nowhere') return refuse('STOCK_RESOLUTION_UNKNOWN', { cited: resolution! }, '/resolution')
  return where === 'here' || flag('STOCK_RESOLUTION_UNKNOWN', { cited: resolution! }, '/resolution')
}

/** The voucher that paid for goods is found in the cash book; one that is not there may still be on its way. */
export function voucherThere(page: Page, context: Context) {
  if (page.voucher === undefined) return true
  const [no, year] = toAscii(page.voucher).trim().split('/', 2)
  const isThere = context
    .records('payments')
    .some(
      ({ heads, body }) =>
        heads.length > 0 &&
        String(body['no']) === no &&
        (year === undefined || context.yearOf('money-year', String(body['on'])) === year),
    )
  return isThere || flag('STOCK_VOUCHER_UNKNOWN', { cited: page.voucher }, '/voucher')
}

/** A transfer is taken in once: another page here with the sender's number is shown. */
export function slipOnce(page: Page, context: Context) {
  if (page.what !== 'transfer-in') return true
  const key = slipKey(page)
  const other = context
    .records('moves')
    .find((move) => move.heads.length > 0 && move.stream !== page.move && slipKey(move.body as Partial<Page>) === key)
  return other === undefined || flag('STOCK_SLIP_TWICE', { no: Number(other.body['no'] ?? 0) }, '/slip')
}

const slipKey = ({ what, school, slip }: Partial<Page>): string | undefined =>
  what === 'transfer-in' && school && slip ? `${school} ${slip}`.toUpperCase() : undefined

/** Across schools the same goods of one sender can be taken in by one receiver alone. */
export function transferClaims({ body }: Record): string[] {
  const key = slipKey(body as Partial<Page>)
  return key === undefined ? [] : [`transfer:${key}`]
}

/** Balance before and after a page, in the item's present unit: what the person writing it wants to see. */
export function balanceAfter({ body }: Record, context: Context): readonly Line[] {
  const page = body as Partial<Page>
  const item = itemOf(page, context)
  const amount = inPresentUnit(item, page.quantity ?? 0, page.unit)
  if (!item || amount === undefined || !page.on || (!isIn(page.what) && !isOut(page.what))) return []
  const before = holdingOf(others(page, context), item.stream).total
  const change = isIn(page.what) ? amount : -amount
  return [
    { label: 'explain.before', value: before },
    { label: 'explain.this', value: change },
    { label: 'explain.after', value: before + change, total: true },
  ]
}

/** Pieces out of use of all pieces, and pages that took more than there was. */
export const measuresOf: Measures = {
  count: {
    pages: ({ heads }) => (heads.length > 0 ? 1 : 0),
    over: ({ flags }) => (flags.some(({ code }) => code === 'STOCK_OVER_BALANCE') ? 1 : 0),
    noFir: ({ heads, body }) => (heads.length > 0 && body['what'] === 'theft' && body['fir'] === undefined ? 1 : 0),
  },
  show: [
    { measure: 'over', of: 'pages', good: 'low' },
    { measure: 'noFir', good: 'low' },
  ],
}

/** A page counts in the unit in which its item is counted now. */
export function unitOfItem(context: Context, preset: Body): Body {
  const unit = itemOf(preset, context)?.body['unit']
  return unit === undefined ? {} : { unit }
}
