/** What the server says, as the contract of the API writes it. */
import type { Actor } from '#kernel/define/who.ts'
import type { ContextData } from '#kernel/define/make-context.ts'
import type { Duty } from '#kernel/define/duty.ts'
import type { Accepted, Entry } from '#kernel/entry/envelope.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import type { Name, Script } from '#kernel/field/name.ts'
import type { Pack } from '#kernel/pack.ts'

export type PostView = {
  post: string
  role: Actor['role']
  title: Name
  kind: 'regular' | 'acting' | 'additional'
  from: string
  to?: string
  office: { id: string; code: string; level: string; names: Name; path: string }
  pack: string
}

export type Me = {
  person: { id: string; names: Name }
  username: string
  mustChange: boolean
  hasTotp: boolean
  needsTotp: boolean
  language?: Script
  session: string
  time: number
  post: string
  posts: PostView[]
}

export type SyncContext = {
  data: ContextData
  actor: Actor
  pack: Pick<Pack, 'id' | 'names' | 'languages' | 'language' | 'digits' | 'currency' | 'levels' | 'posts' | 'without'>
  people: { readonly [person: string]: Name }
}

export type SyncRecord = Folded & { duty?: Duty & { dueBy: string }; officeNames?: Name }

export type SyncPage = {
  time: number
  cursor: string
  more: boolean
  context: SyncContext
  records: SyncRecord[]
  log?: LogSeen
}

/** The published state of the public log, and the seconds in which what is accepted is promised to be in it. */
export type LogSeen = { size: number; root: string; promise: number }

export type Answer = {
  id: string
  status: 'accepted' | 'held' | 'refused'
  apart?: boolean
  problems: Problem[]
  flags: Problem[]
  seq?: number
  assigned?: { [field: string]: number }
  record?: SyncRecord
}

export type HeldItem = {
  id: string
  entry: Entry
  problems: Problem[]
  office: { id: string; names: Name }
  received: number
}

export type HistoryEntry = Omit<Accepted, 'reason' | 'evidence'> & {
  reason?: string | null
  flags: Problem[]
  trust: 'trusted' | 'unverified'
  door?: 'import' | 'sms'
  evidence?: EntryEvidence
  title?: Name | null
}

/** What is proven of who made an entry, and the span of time in which it was made. */
export type EntryEvidence = {
  signature: 'signed' | 'unsigned' | 'unknown' | 'wrong' | 'revoked' | 'erased'
  notBefore?: number
  notAfter?: number
  witnessed?: boolean
  seenForeign?: boolean
}

export type RecordAnswer = {
  record: SyncRecord
  office: { id: string; names: Name; level: string }
  documents: IssuedMark[]
  entries: HistoryEntry[]
  /** The facts of the record's office, and what its checks and its explanation look at. */
  data: ContextData
  needs: { readonly [need: string]: readonly Folded[] }
  people: { readonly [person: string]: Name }
  /** Who has read the page: only for the person whom it is about. */
  viewings?: readonly Viewing[]
}

export type Viewing = {
  what: 'page' | 'list' | 'sheet' | 'register' | 'copy'
  at: number
  names: Name
  title?: Name
  office?: Name
}

/** Another office's facts, under which a record of it is judged and explained here. */
export type Foreign = SyncContext & { needs: RecordAnswer['needs'] }

export type Figure = {
  system: string
  measure: string
  value: number | null
  of?: number | null
  good?: 'high' | 'low'
  unit?: 'money' | 'mass'
}

export type OversightRow = {
  office: {
    id: string
    code: string
    level: string
    names: Name
    tile?: readonly [number, number]
    lat?: number
    lon?: number
  }
  schools: number
  open: number
  closed?: Name
  figures: Figure[]
  trend: ({ day: string; value: number; of: number } | null)[]
}

export type OversightAnswer = {
  office: { id: string; level: string; names: Name }
  crumbs: { id: string; names: Name; level: string }[]
  day: string
  lagSeconds: number
  schools: number
  open: number
  figures: Figure[]
  rows: OversightRow[]
  closed?: Name
  exceptions: { office: string; names: Name; code: string; facts: { [key: string]: string | number } }[]
  records?: SyncRecord[]
}

/** A paper that was issued about a page; the archive has its bytes. */
export type IssuedMark = {
  entry: string
  kind: string
  number: number | null
  memo: string | null
  made: number
  sha256: string | null
}
