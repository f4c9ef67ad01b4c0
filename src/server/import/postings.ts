import { randomUUID } from 'node:crypto'
import { excerpt } from '#kernel/field/excerpt.ts'
import type { PostKind } from '#kernel/pack.ts'
import type { Day } from '#kernel/rule/day.ts'
import { everywhere, within, type Client } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import choices from './choices.json' with { type: 'json' }
import { isWithin, lockImports, officesByCode, type Job, type Outcome } from './job.ts'
import { wordsOf, type Row } from './row.ts'

type Post = { id: string; office: string; kind: string; role: string; isNew?: boolean }
type Posting = {
  id: string
  post: string
  person: string
  kind: string
  from: Day
  to: Day | null
  state?: 'new' | 'changed'
}
type Draft = {
  row: Row
  person: string
  office: Office
  kind: string
  role: string
  charge: string
  from: Day
  to: Day | null
}

const charges = wordsOf({ regular: choices.regular, acting: choices.acting, additional: choices.additional })

/** Who sits where from when to when. A post is made where the office has no free one of its kind. */
export async function importPostings(job: Job): Promise<Outcome> {
  const { deps, problems } = job
  const outcome = await within(deps.pool, everywhere, async (client) => {
    await lockImports(client)
    const drafts = await readDrafts(client, job)
    const book = await Book.open(client, [...new Set(drafts.map(({ office }) => office.id))])
    const known = drafts.filter((draft) => book.seat(draft) === 'known').length
    if (!job.isDry && problems.total === 0) await book.write(client)
    return { made: drafts.length - known, known, flagged: 0 }
  })
  if (!job.isDry && problems.total === 0) {
    deps.directory.forget()
    await deps.directory.countStaff()
  }
  return outcome
}

async function readDrafts(client: Client, job: Job): Promise<Draft[]> {
  const { deps, actor, rows } = job
  const findOffice = officesByCode(job)
  const pack = deps.directory.packOf(actor.held.office)
  const codes = rows.map((row) => row.text('person', { needed: true, max: 40, isCode: true }))
  const { rows: persons } = await client.query('select id, code from person where code = any($1)', [
    codes.filter((code) => code !== undefined),
  ])
  const personOf = new Map(persons.map((person) => [person.code as string, person.id as string]))
  return rows.flatMap((row, i): Draft[] => {
    const code = codes[i]
    const person =
      code === undefined
        ? undefined
        : (personOf.get(code) ?? row.wrong('person', 'IMPORT_PERSON_UNKNOWN', { code: excerpt(code) }))
    // Nobody gives herself a post.
    if (person === actor.person) row.wrong('person', 'IMPORT_POSTING_OWN')
    const office = officeIn(row, job, findOffice)
    const post =
      office &&
      postIn(
        row,
        pack.posts.filter(({ level }) => level === office.level),
      )
    const charge = row.choice('kind', charges) ?? 'regular'
    const from = row.day('from', true)
    const to = row.day('to')
    if (from !== undefined && to !== undefined && to < from) row.wrong('to', 'IMPORT_PERIOD_WRONG', { from, to })
    if (row.isBad || !person || !office || !post || from === undefined) return []
    return [{ row, person, office, kind: post.id, role: post.role, charge, from, to: to ?? null }]
  })
}

function officeIn(row: Row, job: Job, find: (code: string) => Office | undefined): Office | undefined {
  const code = row.text('office', { needed: true, max: 60, isCode: true })
  if (code === undefined) return undefined
  const office = find(code)
  if (!office) return row.wrong('office', 'IMPORT_OFFICE_UNKNOWN', { code: excerpt(code) })
  if (!isWithin(job.actor, office)) return row.wrong('office', 'IMPORT_OFFICE_FOREIGN', { code: excerpt(code) })
  return office.isClosed ? row.wrong('office', 'OFFICE_CLOSED') : office
}

function postIn(row: Row, posts: readonly PostKind[]): PostKind | undefined {
  const words = wordsOf(
    Object.fromEntries(posts.map(({ id, title, short }) => [id, [...Object.values(title), ...Object.values(short)]])),
  )
  const id = row.choice('post', words, true)
  return posts.find((post) => post.id === id)
}

/** The posts of the offices concerned and who holds them when, with what the file adds. */
class Book {
  private readonly posts = new Map<string, Post[]>()
  private readonly postings = new Map<string, Posting[]>()

  static async open(client: Client, offices: readonly string[]): Promise<Book> {
    const book = new Book()
    const { rows: posts } = await client.query(
      'select id, office, kind, role from post where office = any($1) order by id',
      [offices],
    )
    for (const post of posts as Post[]) book.addPost(post)
    const { rows: postings } = await client.query(
      `select id, post, person, kind, valid_from as "from", valid_to as "to" from posting where post = any($1) order by valid_from, id`,
      [posts.map((post) => post.id)],
    )
    for (const posting of postings as Posting[]) book.addPosting(posting)
    return book
  }

  /** Seats a person: a new posting, the end of one that stands, or nothing new. */
  seat({ row, person, office, kind, role, charge, from, to }: Draft): 'known' | 'made' {
    const ofKind = (this.posts.get(office.id) ?? []).filter((post) => post.kind === kind)
    const standing = ofKind
      .flatMap((post) => this.of(post.id))
      .find((g) => g.person === person && g.kind === charge && g.from === from)
    if (standing) {
      if (to === null || standing.to === to) return 'known'
      if (
        this.of(standing.post).some(
          (g) => g !== standing && g.kind === 'regular' && charge === 'regular' && overlaps(g, { from, to }),
        )
      )
        row.wrong('to', 'IMPORT_POST_TAKEN')
      standing.to = to
      standing.state ??= 'changed'
      return 'made'
    }
    const free = ofKind.find((post) => !this.of(post.id).some((g) => overlaps(g, { from, to })))
    // One who acts for another sits in the other's post; only a regular holder needs a post of her own.
    const post =
      free ??
      (charge === 'regular' ? undefined : ofKind[0]) ??
      this.addPost({ id: randomUUID(), office: office.id, kind, role, isNew: true })
    this.addPosting({ id: randomUUID(), post: post.id, person, kind: charge, from, to, state: 'new' })
    return 'made'
  }

  async write(client: Client): Promise<void> {
    const posts = [...this.posts.values()].flat().filter((post) => post.isNew)
    await client.query(
      'insert into post (id, office, kind, role) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])',
      [posts.map((p) => p.id), posts.map((p) => p.office), posts.map((p) => p.kind), posts.map((p) => p.role)],
    )
    const touched = [...this.postings.values()].flat().filter((posting) => posting.state)
    await client.query(
      `insert into posting (id, post, person, kind, valid_from, valid_to)
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::date[]) on conflict (id) do update set valid_to = excluded.valid_to`,
      [
        touched.map((g) => g.id),
        touched.map((g) => g.post),
        touched.map((g) => g.person),
        touched.map((g) => g.kind),
        touched.map((g) => g.from),
        touched.map((g) => g.to),
      ],
    )
  }

  private of(post: string): Posting[] {
    return this.postings.get(post) ?? []
  }

  private addPost(post: Post): Post {
    const list = this.posts.get(post.office)
    if (list) list.push(post)
    else this.posts.set(post.office, [post])
    return post
  }

  private addPosting(posting: Posting): void {
    const list = this.postings.get(posting.post)
    if (list) list.push(posting)
    else this.postings.set(posting.post, [posting])
  }
}

const overlaps = (a: { from: Day; to: Day | null }, b: { from: Day; to: Day | null }): boolean =>
  (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to)
