import type { JsonSchema } from '#kernel/field/field.ts'
import type { ServerCode } from '../http/problem.ts'
import { boolean, date, integer, list, map, object, oneOf, ref, string, uuid } from './schema.ts'

type Media = { type: string; schema: JsonSchema }

/** One operation as the description writes it. Path parameters are found in the path. */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  id: string
  tag: string
  summary: string
  query?: Readonly<Record<string, JsonSchema>>
  body?: JsonSchema | Media
  /** What a good answer holds; without it nothing (204). */
  answer?: JsonSchema | readonly Media[]
  status?: number
  codes?: readonly ServerCode[]
  isOpen?: boolean
}

const csv: Media = { type: 'text/csv', schema: string() }
const xlsx: Media = {
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  schema: string({ contentMediaType: 'application/octet-stream' }),
}
const bytes = (type: string): Media => ({ type, schema: {} })
const json = (schema: JsonSchema): Media => ({ type: 'application/json', schema })
const day = { 'office?': uuid, 'day?': date }
const time = integer({ description: 'Milliseconds since 1970, UTC' })
const people = { people: map(ref('Name')) }

/** Every operation that the server answers, in the order in which people meet them. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/health',
    id: 'health',
    tag: 'Server',
    summary: 'Whether the server takes entries',
    answer: object({ status: oneOf('ok'), time, lagSeconds: { type: 'number' } }),
    codes: ['DATABASE_AWAY'],
    isOpen: true,
  },
  {
    method: 'get',
    path: '/api/v1/info',
    id: 'info',
    tag: 'Server',
    summary: 'Name and version',
    answer: object({ name: string(), version: string(), demo: boolean, time }),
    isOpen: true,
  },
  {
    method: 'get',
    path: '/api/v1/openapi.json',
    id: 'openapi',
    tag: 'Server',
    summary: 'This description',
    answer: map({}),
    isOpen: true,
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'metrics',
    tag: 'Server',
    summary: 'Figures for Prometheus',
    answer: [{ type: 'text/plain', schema: string() }],
    isOpen: true,
  },
  {
    method: 'get',
    path: '/api/v1/demo/accounts',
    id: 'demoAccounts',
    tag: 'Server',
    summary: 'Accounts that anybody may try, in the demonstration only',
    answer: list(map({})),
    codes: ['NOT_FOUND'],
    isOpen: true,
  },

  {
    method: 'post',
    path: '/api/v1/session',
    id: 'signIn',
    tag: 'Sign-in',
    summary: 'Sign in on a device',
    body: object({
      username: string(),
      password: string(),
      'code?': string(),
      device: object({ id: uuid, name: string() }),
    }),
    answer: ref('Me'),
    codes: ['SIGNIN_WRONG', 'SIGNIN_CODE_NEEDED', 'SIGNIN_CODE_WRONG', 'TOO_MANY_TRIES'],
    isOpen: true,
  },
  { method: 'delete', path: '/api/v1/session', id: 'signOut', tag: 'Sign-in', summary: 'Sign out', status: 204 },
  {
    method: 'get',
    path: '/api/v1/me',
    id: 'me',
    tag: 'Sign-in',
    summary: 'Who is signed in, with her posts',
    answer: ref('Me'),
  },
  {
    method: 'post',
    path: '/api/v1/session/post',
    id: 'usePost',
    tag: 'Sign-in',
    summary: 'Act under another of her posts',
    body: object({ post: uuid }),
    answer: ref('Me'),
    codes: ['POST_NOT_HELD'],
  },
  {
    method: 'post',
    path: '/api/v1/password',
    id: 'changePassword',
    tag: 'Sign-in',
    summary: 'Change the password',
    body: object({ old: string(), new: string() }),
    answer: ref('Me'),
    codes: ['SIGNIN_WRONG', 'PASSWORD_TOO_SHORT', 'PASSWORD_COMMON', 'PASSWORD_SAME'],
  },
  {
    method: 'post',
    path: '/api/v1/totp',
    id: 'makeTotp',
    tag: 'Sign-in',
    summary: 'A new secret for an authenticator app',
    body: object({ 'code?': string() }),
    answer: object({ secret: string(), uri: string() }),
    codes: ['SIGNIN_CODE_NEEDED', 'SIGNIN_CODE_WRONG'],
  },
  {
    method: 'put',
    path: '/api/v1/totp',
    id: 'proveTotp',
    tag: 'Sign-in',
    summary: 'Prove that the app knows the secret',
    body: object({ code: string() }),
    answer: ref('Me'),
    codes: ['SIGNIN_CODE_WRONG'],
  },
  {
    method: 'put',
    path: '/api/v1/language',
    id: 'setLanguage',
    tag: 'Sign-in',
    summary: 'Choose a language',
    body: object({ language: ref('Language') }),
    answer: ref('Me'),
  },
  {
    method: 'get',
    path: '/api/v1/sessions',
    id: 'sessions',
    tag: 'Sign-in',
    summary: 'Where she is signed in',
    answer: list(ref('Session')),
  },
  {
    method: 'delete',
    path: '/api/v1/sessions/{id}',
    id: 'endSession',
    tag: 'Sign-in',
    summary: 'Sign out another device',
    status: 204,
    codes: ['NOT_FOUND'],
  },

  {
    method: 'get',
    path: '/api/v1/accounts',
    id: 'accounts',
    tag: 'Accounts',
    summary: 'Accounts of those whom an office looks after',
    query: { 'office?': uuid, 'after?': uuid },
    answer: object({ people: list(ref('Account')), 'next?': uuid }),
    codes: ['NOT_FOUND', 'OFFICE_FOREIGN'],
  },
  {
    method: 'post',
    path: '/api/v1/accounts',
    id: 'makeAccount',
    tag: 'Accounts',
    summary: 'Make an account for a person',
    body: object({ person: uuid, username: string() }),
    answer: ref('Handover'),
    status: 201,
    codes: ['ACCOUNT_EXISTS', 'USERNAME_WRONG', 'NOT_ALLOWED'],
  },
  {
    method: 'post',
    path: '/api/v1/accounts/{person}/reset',
    id: 'resetAccount',
    tag: 'Accounts',
    summary: 'Give a new first password',
    answer: ref('Handover'),
    codes: ['NOT_FOUND', 'NOT_ALLOWED'],
  },
  {
    method: 'post',
    path: '/api/v1/accounts/{person}/disable',
    id: 'disableAccount',
    tag: 'Accounts',
    summary: 'Close an account',
    answer: object({ person: uuid, isDisabled: boolean }),
    codes: ['NOT_FOUND', 'NOT_ALLOWED'],
  },

  {
    method: 'post',
    path: '/api/v1/entries',
    id: 'sendEntries',
    tag: 'Registers',
    summary: 'Send up to 200 entries of any systems; one answer each, in their order',
    body: object({ entries: list(ref('AnyEntry'), { minItems: 1, maxItems: 200 }) }),
    answer: object({ time, answers: list(ref('Answer')) }),
    codes: ['BODY_TOO_LARGE', 'POST_NOT_HELD'],
  },
  {
    method: 'get',
    path: '/api/v1/sync',
    id: 'sync',
    tag: 'Registers',
    summary: 'What the device of the acting post needs, or what changed since a cursor',
    query: { 'cursor?': string() },
    answer: object({ time, cursor: string(), more: boolean, context: ref('Context'), records: list(ref('Record')) }),
    codes: ['POST_NOT_HELD'],
  },
  {
    method: 'get',
    path: '/api/v1/records',
    id: 'records',
    tag: 'Registers',
    summary: 'Records of a system that the acting post may read',
    query: {
      system: string(),
      'office?': uuid,
      'state?': string(),
      'day?': date,
      'after?': string(),
      'limit?': integer({ minimum: 1, maximum: 500, default: 100 }),
    },
    answer: object({ records: list(ref('Record')), ...people, 'next?': string() }),
  },
  {
    method: 'get',
    path: '/api/v1/records/{office}/{system}/{stream}',
    id: 'record',
    tag: 'Registers',
    summary: 'One record with all its entries',
    answer: object({
      record: ref('Record'),
      office: object({ id: uuid, names: ref('Name'), level: string() }),
      entries: list(ref('Stored')),
      data: map({}),
      needs: map({}),
      ...people,
    }),
    codes: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/api/v1/tray',
    id: 'tray',
    tag: 'Registers',
    summary: 'Her own entries that were refused or held',
    answer: object({ items: list(map({})) }),
  },
  {
    method: 'get',
    path: '/api/v1/sheet/{office}/{system}/{sheet}',
    id: 'sheet',
    tag: 'Registers',
    summary: 'A ruled page drawn from records, as a table or a file',
    query: {
      'group?': string(),
      'month?': string({ pattern: '^\\d{4}-\\d\\d$' }),
      'day?': date,
      'year?': string(),
      'format?': oneOf('json', 'csv', 'xlsx'),
    },
    answer: [json(ref('Table')), csv, xlsx],
    codes: ['NOT_FOUND', 'OFFICE_FOREIGN'],
  },
  {
    method: 'put',
    path: '/api/v1/files/{sha256}',
    id: 'putFile',
    tag: 'Registers',
    summary: 'A photo or document by the hash of its bytes; header x-khata-type names the media type',
    body: bytes('application/octet-stream'),
    answer: ref('FileMark'),
    status: 201,
    codes: ['FILE_TYPE_WRONG', 'FILE_HASH_WRONG', 'BODY_TOO_LARGE'],
  },
  {
    method: 'get',
    path: '/api/v1/files/{sha256}',
    id: 'getFile',
    tag: 'Registers',
    summary: 'The bytes of a file',
    answer: [bytes('image/jpeg'), bytes('image/png'), bytes('image/webp'), bytes('application/pdf')],
    codes: ['NOT_FOUND'],
  },

  {
    method: 'get',
    path: '/api/v1/inbox',
    id: 'inbox',
    tag: 'Inbox',
    summary: 'Cases and held entries that wait for the acting post, and what she sent',
    answer: object({ time, cases: list(ref('Record')), sent: list(ref('Record')), held: list(ref('Held')), ...people }),
    codes: ['POST_NOT_HELD'],
  },
  {
    method: 'post',
    path: '/api/v1/held/{id}',
    id: 'decideHeld',
    tag: 'Inbox',
    summary: 'Decide on a held entry',
    body: object({ decision: oneOf('accept', 'decline'), reason: string({ minLength: 1, maxLength: 500 }) }),
    answer: object({ answer: ref('Answer') }),
    codes: ['REASON_MISSING', 'NOT_FOUND', 'ALREADY_DECIDED', 'NOT_ALLOWED'],
  },

  {
    method: 'get',
    path: '/api/v1/oversight',
    id: 'oversight',
    tag: 'Oversight',
    summary: 'An office and the offices below it on a day',
    query: day,
    answer: ref('Oversight'),
    codes: ['NOT_FOUND', 'OFFICE_FOREIGN', 'FIELD_WRONG_DAY'],
  },
  {
    method: 'get',
    path: '/api/v1/oversight/export',
    id: 'exportOversight',
    tag: 'Oversight',
    summary: 'The same as a file',
    query: { ...day, 'format?': oneOf('csv', 'xlsx') },
    answer: [csv, xlsx],
    codes: ['NOT_FOUND', 'OFFICE_FOREIGN', 'FIELD_WRONG_DAY'],
  },
  {
    method: 'get',
    path: '/api/v1/oversight/events',
    id: 'oversightEvents',
    tag: 'Oversight',
    summary: 'Server-sent events: `tally` when figures of the office changed',
    query: { 'office?': uuid },
    answer: [{ type: 'text/event-stream', schema: string() }],
    codes: ['NOT_FOUND', 'OFFICE_FOREIGN'],
  },

  {
    method: 'post',
    path: '/api/v1/import/{kind}',
    id: 'import',
    tag: 'Import',
    summary: 'Bring in a CSV or XLSX file: all of it or nothing. Accept text/csv gives the report as a table',
    query: { 'dry?': oneOf('0', '1') },
    body: { type: 'multipart/form-data', schema: object({ file: { contentMediaType: 'application/octet-stream' } }) },
    answer: [json(ref('ImportReport')), csv],
    codes: ['IMPORT_KIND_UNKNOWN', 'IMPORT_FILE_UNREADABLE', 'IMPORT_TOO_MANY_ROWS', 'BODY_TOO_LARGE', 'NOT_ALLOWED'],
  },
]
