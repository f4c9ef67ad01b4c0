import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { Paper } from './paper.ts'

/** One paper on its way to a child; all strings, so that little is copied. */
export type Order = { id: number; template: string; paper: string; verify?: string; madeAt: number }
export type Pressed = { id: number; pdf?: Uint8Array; fault?: string; rss: number }

const PAGE = 'server/documents/paper.typ'
const MOST_CHILDREN = Math.min(4, availableParallelism())
/** Papers handed to a child at once: the next lies ready when one is done. */
const DEPTH = 3
/** A child that has grown beyond this is replaced: the compiler keeps some memory of every paper. */
const MOST_BYTES = 600 * 1024 * 1024
const IDLE_MS = 60_000
const PATIENCE_MS = 60_000

type Waiting = { order: Order; resolve: (pdf: Buffer) => void; reject: (error: Error) => void }
type Child = { process: ChildProcess; busy: Map<number, Waiting>; isGoing: boolean; timer?: NodeJS.Timeout }

/** Sets papers as PDF/A in child processes, started when needed and sent home when idle or grown large. */
export class Press {
  private readonly children = new Set<Child>()
  private readonly queue: Waiting[] = []
  private next = 1
  private isClosed = false

  /** A paper as PDF. The same paper made at the same moment gives the same bytes. */
  print({ template = PAGE, verify, ...paper }: Paper, madeAt: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const order = { id: this.next++, template, paper: JSON.stringify(paper), madeAt, ...(verify && { verify }) }
      this.queue.push({ order, resolve, reject })
      this.hand()
    })
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const child of this.children) this.end(child)
    for (const { reject } of this.queue.splice(0)) reject(new Error('PAPER_UNPRINTABLE: the press is closed'))
  }

  private hand(): void {
    while (this.queue.length > 0) {
      const free = [...this.children]
        .filter((c) => !c.isGoing && c.busy.size < DEPTH)
        .sort((a, b) => a.busy.size - b.busy.size)[0]
      const child = free && (free.busy.size === 0 || this.children.size >= MOST_CHILDREN) ? free : this.hire()
      if (!child) return
      const waiting = this.queue.shift()!
      child.busy.set(waiting.order.id, waiting)
      this.watch(child)
      child.process.send(waiting.order)
    }
  }

  private hire(): Child | undefined {
    if (this.isClosed || this.children.size >= MOST_CHILDREN) return undefined
    const started = fork(new URL('./press-child.ts', import.meta.url), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    })
    const child: Child = { process: started, busy: new Map(), isGoing: false }
    this.children.add(child)
    started.on('message', (pressed: Pressed) => this.take(child, pressed))
    started.once('exit', () => this.lose(child))
    started.once('error', () => this.lose(child))
    started.unref()
    started.channel?.unref()
    return child
  }

  private take(child: Child, { id, pdf, fault, rss }: Pressed): void {
    const waiting = child.busy.get(id)
    child.busy.delete(id)
    if (pdf) waiting?.resolve(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
    else waiting?.reject(new Error(`PAPER_UNPRINTABLE: ${fault}`))
    child.isGoing ||= rss > MOST_BYTES
    if (child.isGoing && child.busy.size === 0) this.end(child)
    else this.watch(child)
    this.hand()
  }

  /** A child without work goes home after a while; one that hangs over a paper is ended. */
  private watch(child: Child): void {
    clearTimeout(child.timer)
    const isIdle = child.busy.size === 0
    if (isIdle) child.process.channel?.unref()
    else child.process.channel?.ref()
    child.timer = setTimeout(() => this.end(child), isIdle ? IDLE_MS : PATIENCE_MS)
    child.timer.unref()
  }

  private end(child: Child): void {
    clearTimeout(child.timer)
    child.process.kill('SIGKILL')
    this.lose(child)
  }

  private lose(child: Child): void {
    if (!this.children.delete(child)) return
    clearTimeout(child.timer)
    for (const { reject } of child.busy.values()) reject(new Error('PAPER_UNPRINTABLE: the press stopped'))
    child.busy.clear()
    this.hand()
  }
}
