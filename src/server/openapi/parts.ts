import { z } from 'zod'
import { roles } from '#kernel/define/who.ts'
import type { JsonSchema } from '#kernel/field/field.ts'
import { entrySchema } from '../append/read-entry.ts'
import { kinds } from '../import/columns.ts'
import { boolean, date, integer, list, map, object, oneOf, ref, string, uuid } from './schema.ts'

const millis = integer({ minimum: 0, description: 'Milliseconds since 1970, UTC' })
const state = string({ description: 'A state of the system' })
const facts = map({ type: ['string', 'number'] })

/** The envelope as the server's own reader takes it, so that the two cannot differ. */
function entry(): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(entrySchema, { unrepresentable: 'any' }) as JsonSchema
  return {
    ...schema,
    description:
      'One immutable fact, as a device makes it. `id` is a UUIDv7 and the key under which sending twice changes nothing; `replaces` names the entries that this one corrects, cancels or decides between.',
  }
}

const record = {
  office: uuid,
  system: string(),
  stream: string({ description: 'What the record is about: the values of the key fields' }),
  state,
  body: map({}),
  heads: list(ref('Head')),
  gone: list(uuid, { description: 'Entries that were corrected or cancelled' }),
  acts: list(ref('Act')),
  flags: list({ allOf: [ref('FieldProblem'), object({ entry: uuid })] }),
  seq: integer({ description: 'The highest number of the office that is folded in' }),
}

const written = { id: uuid, by: uuid, post: uuid, at: millis, seq: integer(), 'assigned?': map(integer()) }
const place = { id: uuid, code: string(), level: string(), names: ref('Name') }

/** Schemas that do not depend on any system. */
export const parts: Readonly<Record<string, JsonSchema>> = {
  Name: object(
    { 'bn?': string(), 'hi?': string(), 'en?': string() },
    { minProperties: 1, additionalProperties: false, description: 'A name in the scripts in which it was given' },
  ),
  Facts: facts,
  FieldProblem: object(
    { code: ref('Code'), 'at?': string({ description: 'JSON pointer into the body' }), 'facts?': ref('Facts') },
    { description: 'One reason why an entry is refused, held or flagged' },
  ),
  Problem: object(
    {
      type: string({ format: 'uri-reference' }),
      title: string({ description: 'In the language of the reader' }),
      status: integer(),
      code: ref('Code'),
      'facts?': ref('Facts'),
      'problems?': list(ref('FieldProblem')),
    },
    { description: 'Problem details (RFC 9457)' },
  ),
  Role: oneOf(...roles),
  Entry: entry(),
  Head: object(
    { ...written, body: map({}) },
    { description: 'A value on the page; two at once are a clash that a person decides' },
  ),
  Act: object(
    { ...written, step: string(), given: map({}), 'reason?': string() },
    { description: 'A step taken on the record after it was opened' },
  ),
  Record: object(
    {
      ...record,
      'duty?': object({
        office: uuid,
        role: ref('Role'),
        step: string(),
        dueBy: { type: ['string', 'null'], format: 'date' },
      }),
      'officeNames?': ref('Name'),
    },
    { description: 'The folded current state of a stream: a cache of its entries' },
  ),
  Answer: object(
    {
      id: uuid,
      status: oneOf('accepted', 'held', 'refused'),
      'apart?': boolean,
      problems: list(ref('FieldProblem')),
      flags: list(ref('FieldProblem')),
      'seq?': integer(),
      'assigned?': map(integer()),
      'record?': ref('Record'),
    },
    {
      description:
        'What became of one entry. Held with `apart` waits outside the register until somebody with the power decides',
    },
  ),
  Stored: {
    allOf: [
      ref('Entry'),
      object({
        seq: integer(),
        received: millis,
        flags: list(ref('FieldProblem')),
        trust: oneOf('trusted', 'unverified'),
        'door?': oneOf('import', 'sms'),
        evidence: object(
          {
            signature: oneOf('signed', 'unsigned', 'unknown', 'wrong', 'revoked', 'erased'),
            'notBefore?': millis,
            'notAfter?': millis,
            'witnessed?': boolean,
            'seenForeign?': boolean,
          },
          { description: 'What is proven of who made it, and the span of time in which it was made' },
        ),
        'assigned?': { type: ['object', 'null'] },
      }),
    ],
    description: 'An entry as it is kept, with what the server added',
  },
  Post: object({
    post: uuid,
    role: ref('Role'),
    title: ref('Name'),
    kind: oneOf('regular', 'acting', 'additional'),
    from: date,
    'to?': date,
    office: object({ ...place, path: string() }),
    pack: string(),
  }),
  Me: object({
    person: object({ id: uuid, names: ref('Name') }),
    username: string(),
    mustChange: boolean,
    hasTotp: boolean,
    needsTotp: boolean,
    'language?': ref('Language'),
    session: uuid,
    time: millis,
    post: string({ description: 'The acting post; empty without one' }),
    posts: list(ref('Post')),
  }),
  Language: oneOf('bn', 'hi', 'en'),
  Session: object({ id: uuid, device: string(), created: millis, seen: millis, current: boolean }),
  Account: object({
    person: object({ id: uuid, names: ref('Name') }),
    'username?': string(),
    isDisabled: boolean,
    mustChange: boolean,
    hasTotp: boolean,
    isLocked: boolean,
    sessions: integer({ minimum: 0 }),
    'seen?': millis,
    post: uuid,
    role: ref('Role'),
    title: ref('Name'),
    office: object({ id: uuid, code: string(), names: ref('Name') }),
  }),
  Handover: object({
    person: uuid,
    username: string(),
    password: string({ description: 'Shown once, to be changed at the first sign-in' }),
  }),
  Held: object({
    id: uuid,
    entry: ref('Entry'),
    problems: list(ref('FieldProblem')),
    received: millis,
    office: object({ id: uuid, names: ref('Name') }),
  }),
  Context: object(
    { data: map({}), actor: map({}), pack: map({}), people: map(ref('Name')), contexts: map({}) },
    { description: 'What the rules look at on a device: office, pack, staff, declared days, names' },
  ),
  Figure: object({
    system: string(),
    measure: string(),
    value: { type: ['integer', 'null'], description: 'null is no data, which is never zero' },
    'of?': { type: ['integer', 'null'] },
    'good?': oneOf('high', 'low'),
    'unit?': oneOf('money', 'mass'),
  }),
  OfficeRow: object({
    office: object({ ...place, 'tile?': list(integer()), 'lat?': integer(), 'lon?': integer() }),
    schools: integer(),
    open: integer(),
    'closed?': ref('Name'),
    figures: list(ref('Figure')),
    trend: list({ oneOf: [object({ day: date, value: integer(), of: integer() }), { type: 'null' }] }),
  }),
  Oversight: object({
    office: object({ ...place }),
    crumbs: list(object({ id: uuid, names: ref('Name'), level: string() })),
    day: date,
    lagSeconds: { type: 'number' },
    schools: integer(),
    open: integer(),
    'closed?': ref('Name'),
    figures: list(ref('Figure')),
    rows: list(ref('OfficeRow')),
    exceptions: list(object({ office: uuid, names: ref('Name'), code: string(), facts: ref('Facts') })),
    records: list(ref('Record')),
  }),
  Cell: {
    description: 'Text, a number, a label to be translated, or a name',
    oneOf: [
      { type: ['string', 'number', 'null'] },
      object({ label: string(), 'facts?': ref('Facts') }, { additionalProperties: false }),
      ref('Name'),
    ],
  },
  Table: object({
    title: ref('Cell'),
    columns: list(
      object({
        head: ref('Cell'),
        'sub?': ref('Cell'),
        'tone?': oneOf('off', 'sum', 'name'),
        'align?': oneOf('start', 'end', 'center'),
      }),
    ),
    rows: list(
      object({ cells: list(ref('Cell')), 'tone?': oneOf('sum', 'struck'), 'open?': object({ stream: string() }) }),
    ),
    'notes?': list(ref('Cell')),
  }),
  ImportKind: oneOf(...kinds),
  ImportLine: {
    description: 'How far the file is, then its report or what went wrong',
    anyOf: [
      object({ stage: oneOf('read', 'check', 'write'), done: integer(), of: integer() }),
      object({ report: ref('ImportReport') }),
      object({ problem: ref('Problem') }),
    ],
  },
  ImportReport: object(
    {
      kind: ref('ImportKind'),
      rows: integer(),
      ok: integer(),
      made: integer(),
      known: integer(),
      flagged: integer(),
      total: integer({ description: 'All problems; the first thousand are told' }),
      done: boolean,
      problems: list(
        object({
          row: integer(),
          'column?': string(),
          code: ref('Code'),
          'facts?': ref('Facts'),
          text: string(),
          said: list(string(), { description: 'The cells of the row as the file has them' }),
          'at?': integer({ description: 'Which of these cells it is about' }),
        }),
      ),
    },
    { description: 'What became of a file: with any problem nothing is written' },
  ),
  FileMark: object({ sha256: string({ pattern: '^[0-9a-f]{64}$' }), bytes: integer(), type: string() }),
}
