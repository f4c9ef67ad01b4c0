import { createHash } from 'node:crypto'
import { makeContext } from '#kernel/define/make-context.ts'
import { fold } from '#kernel/entry/fold.ts'
import { nameIn } from '#kernel/field/name.ts'
import { isUuid } from '#kernel/field/ref.ts'
import type { Currency } from '#kernel/rule/money.ts'
import type { Ledger } from '../append/ledger.ts'
import { lineOf, neededLists } from '../append/needed-lists.ts'
import { contextData } from '../append/office-context.ts'
import { ENTRY_COLUMNS, fromEntryRow } from '../append/stored-entry.ts'
import type { Config } from '../config.ts'
import { everywhere, within, type Client, type Pool } from '../db/pool.ts'
import type { Directory } from '../directory.ts'
import { namesOf } from '../http/sync-record.ts'
import { getSystem } from '../reach.ts'
import { digestOf } from './digest.ts'
import { formOf } from './form-of.ts'
import { memoOf } from './memo.ts'
import { namesIn } from './names-in.ts'
import type { Paper } from './paper.ts'
import type { Press } from './press.ts'
import { setIssued } from './set-issued.ts'
import { setLetter } from './set-letter.ts'
import { verifyAddress } from './verify-address.ts'
import { writingOf } from './writing.ts'

type Parts = { pool: Pool; directory: Directory; ledger: Ledger; config: Config; press: Press; now: () => number }

/** A paper as it was issued. */
export type Printed = { sha256: string; bytes: Buffer; kind: string; number: number | null }

type Row = {
  office: string
  entry: string
  system: string
  stream: string
  kind: string
  number: number | null
  by_person: string
  made: number
  issuer: string
  sha256: string | null
  bytes: Buffer | null
}

const COLUMNS = `office, entry, system, stream, kind, number, by_person, issuer, (extract(epoch from made) * 1000)::float8 as made, sha256, bytes`

/**
 * Papers that steps issue. The order for one is written together with its entry; it is printed right after, once, as
 * the record stood when that step was taken, and the bytes are kept for good.
 */
export class Archive {
  private readonly parts: Parts
  private draining: Promise<void> = Promise.resolve()
  private isClosed = false

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** A paper by the entry that issued it, printed now if it is not yet. Who may see it, the caller has made sure. */
  async get(office: string, entry: string): Promise<Printed | undefined> {
    const row = await within(this.parts.pool, everywhere, async (client) => {
      const { rows } = await client.query(`select ${COLUMNS} from document where office = $1 and entry = $2`, [
        office,
        entry,
      ])
      return rows[0] as Row | undefined
    })
    return row && (row.bytes ? (row as Printed) : this.print(row))
  }

  /**
   * Prints what waits, one after the other. A paper that cannot be printed keeps waiting and is tried again when
   * somebody asks for it, who is then told; so nobody needs to wait for this.
   */
  drain(): Promise<void> {
    this.draining = this.draining.then(() => this.drainOnce()).catch(() => undefined)
    return this.draining
  }

  /** Ends after the paper that is being printed. */
  async close(): Promise<void> {
    this.isClosed = true
    await this.draining
  }

  private async drainOnce(): Promise<void> {
    const { rows } = await within(this.parts.pool, everywhere, (client) =>
      client.query('select office, entry, bytes is not null as printed from document where not told order by made'),
    )
    for (const { office, entry, printed } of rows as (Row & { printed: boolean })[]) {
      if (this.isClosed) return
      await (printed ? this.tell(office, entry) : this.get(office, entry)).catch(() => undefined)
    }
  }

  private async print(row: Row): Promise<Printed> {
    const { pool, press } = this.parts
    const paper = await within(pool, everywhere, (client) => this.paperOf(client, row))
    const digest = digestOf(paper)
    const { code } = this.parts.directory.get(row.office)
    const verify = verifyAddress(this.origin(), { office: code, what: `${row.system}/${row.kind}`, digest })
    const bytes = await press.print({ ...paper, verify }, row.made)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const isFirst = await within(pool, everywhere, async (client) => {
      const { rowCount } = await client.query(
        'update document set digest = $3, sha256 = $4, bytes = $5 where office = $1 and entry = $2 and bytes is null',
        [row.office, row.entry, digest, sha256, bytes],
      )
      return rowCount === 1
    })
    if (isFirst) await this.tell(row.office, row.entry)
    // Another server was quicker: its bytes are the paper.
    return isFirst ? { ...row, sha256, bytes } : (await this.get(row.office, row.entry))!
  }

  /** Writes into the ledger, and so into the public log, which number and bytes a printed paper has. */
  private async tell(office: string, paper: string): Promise<void> {
    const { pool, directory, ledger, now } = this.parts
    const found = await within(pool, everywhere, async (client) => {
      const { rows } = await client.query(`select ${ENTRY_COLUMNS} from entry where office = $1 and id = $2`, [
        office,
        paper,
      ])
      const papers = await client.query(
        'select system, stream as page, kind, coalesce(memo, number::text) as number, sha256 from document where office = $1 and entry = $2',
        [office, paper],
      )
      return { cause: fromEntryRow(rows[0]).entry, said: papers.rows[0] as { number: string | null } }
    })
    const { number, ...said } = found.said
    const at = directory.get(office)
    const on = directory.today(at, found.cause.received)
    await ledger.note(
      at,
      found.cause,
      'paper.issued',
      { paper, on, ...said, ...(number !== null && { number }) },
      now(),
    )
    await within(pool, everywhere, (client) =>
      client.query('update document set told = true where office = $1 and entry = $2', [office, paper]),
    )
  }

  private async paperOf(client: Client, row: Row): Promise<Paper> {
    const { pool, directory } = this.parts
    const office = directory.get(row.office)
    const pack = directory.packOf(office)
    const lang = pack.language
    const definition = getSystem(row.system)
    const { rows } = await client.query(
      `select ${ENTRY_COLUMNS} from entry where office = $1 and system = $2 and stream = $3
         and seq <= (select seq from entry where office = $1 and id = $4) order by seq`,
      [row.office, row.system, row.stream, row.entry],
    )
    const record = fold(definition, rows.map(fromEntryRow))!
    const data = await contextData(client, directory, office, row.made)
    const actor = { person: row.by_person, post: '', role: 'head' as const, office: office.id, path: office.path }
    const subject = definition.subject && record.body[definition.subject]
    const lists = await neededLists(
      client,
      definition,
      lineOf(directory, office.id),
      directory.today(office, row.made),
      isUuid(subject) ? { subject } : {},
    )
    const context = makeContext(data, actor, row.made, lists)
    const said = [record.body, record.acts.map(({ given }) => given)]
    const writing = writingOf(lang, pack, await namesIn(client, pool, directory, office.id, said))
    const letter = definition.documents[row.kind]!.letter?.(record, context)
    const sender = letter ? directory.get(row.issuer) : office
    const by = (await namesOf(pool, [row.by_person]))[row.by_person]
    const form = await formOf(directory, sender, lang, { at: row.made, by })
    const posts = await directory.postsOf(row.by_person)
    const title = posts.find((held) => held.post === rows.at(-1)?.post)?.title
    const signs = [[nameIn(by, lang), nameIn(title, lang), form.head[form.name]!].filter(Boolean)]
    const paper = { definition, record, context, form: { ...form, signs }, writing }
    if (!letter) return setIssued(paper, row, pack.currency.code as Currency)
    const at = makeContext(await contextData(client, directory, sender, row.made), actor, row.made, () => [])
    return setLetter(
      paper,
      row,
      letter,
      await memoOf(client, row, sender, letter.kind, at),
      pack.currency.code as Currency,
    )
  }

  private origin(): string {
    const { origin, host, port } = this.parts.config
    return origin ?? `http://${host}:${port}`
  }
}
