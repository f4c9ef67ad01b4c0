import pg from 'pg'
import type { Directory } from '../directory.ts'

const AGAIN_MS = 1_000

/**
 * Reads the office tree again when the database says that it has changed, whoever changed it. A connection that broke is
 * made anew, and the tree is read again then: a change may have gone by unheard.
 */
export class TreeEar {
  private readonly url: string
  private readonly directory: Directory
  private client: pg.Client | undefined
  private timer: NodeJS.Timeout | undefined
  private loading: Promise<void> | undefined
  private isAsked = false
  private isStopped = true

  constructor(url: string, directory: Directory) {
    this.url = url
    this.directory = directory
  }

  /** Resolves when changes are heard from now on. */
  async start(): Promise<void> {
    this.isStopped = false
    await this.listen(false)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await this.client?.end().catch(() => undefined)
    await this.loading
  }

  private async listen(isAgain: boolean): Promise<void> {
    const client = new pg.Client({ connectionString: this.url })
    let isBroken = false
    const broken = (): void => {
      if (isBroken || this.isStopped) return
      isBroken = true
      this.timer = setTimeout(() => void this.listen(true), AGAIN_MS)
    }
    client.on('error', broken)
    client.on('end', broken)
    client.on('notification', () => this.read())
    this.client = client
    try {
      await client.connect()
      await client.query('listen khata_tree')
      if (isAgain) this.read()
    } catch {
      broken()
    }
  }

  /** One reading at a time; what changes during one is read after it. */
  private read(): void {
    this.isAsked = true
    this.loading ??= (async () => {
      while (this.isAsked && !this.isStopped) {
        this.isAsked = false
        await this.directory.load().catch(() => undefined)
      }
      this.loading = undefined
    })()
  }
}
