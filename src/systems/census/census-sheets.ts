import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { ageAt, alike, isOut } from './census.rules.ts'

type Column = { head: Cell; cell: (child: Record, context: Context) => Cell; tone?: 'name'; align?: 'end' }

const field = (name: string): Column => ({
  head: { label: `fields.${name}` },
  cell: ({ body }) => (body[name] as string | undefined) ?? '',
})
const nameOf = (name: string): Column => ({
  head: { label: `fields.${name}` },
  cell: ({ body }) => (body[name] as Name | undefined) ?? null,
  ...(name === 'name' && { tone: 'name' as const }),
})
const choiceOf = (name: string): Column => ({
  head: { label: `fields.${name}` },
  cell: ({ body }) => (body[name] === undefined ? '' : { label: `choices.${name}.${String(body[name])}` }),
})
const age: Column = { head: { label: 'fields.age' }, cell: ({ body }) => ageAt(body) ?? null, align: 'end' }
const place = [field('habitation'), field('house'), field('householder')]

/** A page of children, house by house. */
const childSheet = (
  name: string,
  columns: readonly Column[],
  isOn: (child: Record, context: Context) => boolean,
): Sheet => ({
  params: [],
  signs: ['teacher', 'head'],
  table: (context): Table => ({
    title: { label: `sheets.${name}` },
    columns: columns.map(({ head, tone, align }) => ({ head, ...(tone && { tone }), ...(align && { align }) })),
    rows: context
      .records('children')
      .filter((child) => isOn(child, context))
      .sort((a, b) => (doorOf(a) < doorOf(b) ? -1 : 1))
      .map((child) => ({ open: { stream: child.stream }, cells: columns.map(({ cell }) => cell(child, context)) })),
  }),
})

const doorOf = ({ body, stream }: Record): string =>
  [body['habitation'], String(body['house'] ?? '').padStart(6, '0'), body['householder'], stream].map(String).join('|')

const isCounted = ({ state }: Record): boolean => state === 'counted'

/** The census as it is bound: every child of the catchment, house by house, with where it goes. */
export const censusSheet = childSheet(
  'census',
  [
    ...place,
    nameOf('name'),
    choiceOf('sex'),
    field('birth'),
    age,
    nameOf('father'),
    nameOf('mother'),
    field('occupation'),
    choiceOf('status'),
    {
      head: { label: 'fields.where' },
      cell: ({ body }) => ('pupil' in body ? { label: 'cells.here' } : String(body['where'] ?? '')),
    },
    choiceOf('migrant'),
    choiceOf('disability'),
    field('on'),
  ],
  ({ state }) => state === 'counted' || state === 'gone',
)

/** Who does not go to school, and why: whom to call on before the next round. */
export const outSheet = childSheet(
  'out',
  [
    ...place,
    nameOf('name'),
    choiceOf('sex'),
    age,
    choiceOf('status'),
    choiceOf('cause'),
    nameOf('father'),
    field('on'),
  ],
  (child) => isCounted(child) && isOut(child.body),
)

/** Children who may stand in the admission register already, for a person to look at: nothing is joined by itself. */
export const alikeSheet = childSheet(
  'alike',
  [
    ...place,
    nameOf('name'),
    age,
    choiceOf('status'),
    nameOf('father'),
    {
      head: { label: 'cells.alike' },
      cell: (child, context) => (first(child, context)?.body['name'] as Name | undefined) ?? null,
    },
    {
      head: { label: 'cells.no' },
      cell: (child, context) => Number(first(child, context)?.body['no'] ?? 0),
      align: 'end',
    },
    { head: { label: 'cells.group' }, cell: (child, context) => String(first(child, context)?.body['group'] ?? '') },
  ],
  (child, context) => isCounted(child) && child.body['pupil'] === undefined && first(child, context) !== undefined,
)

const first = ({ body }: Record, context: Context): Record | undefined => alike(body, context)[0]
