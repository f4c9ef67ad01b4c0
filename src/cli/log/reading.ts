import { fromBase64 } from '#kernel/log/base64.ts'
import { MOST_BYTES } from '#kernel/log/bundle.ts'
import { fromHex, fromUtf8 } from '#kernel/log/bytes.ts'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { nodeCrypto, perfectRoot } from '#server/log/node-crypto.ts'

/** How a file of entries may be written: one a line, or as c2sp.org/tlog-tiles bundles them. */
export type Encoding = 'hex' | 'base64' | 'text' | 'bundle'
export const ENCODINGS: readonly Encoding[] = ['hex', 'base64', 'text', 'bundle']

/** No entry takes more characters than this in hexadecimal; a longer line is none. */
const MOST_LINE = 2 * MOST_BYTES + 1
const AT_ONCE = 1_024

/** The entries of a file in one of its possible spellings, hashed as they come: a file may be longer than the memory. */
export class Reading {
  readonly encoding: Encoding
  /** What does not fit this spelling; nothing is read on from there. */
  fault: string | undefined
  private readonly isGuess: boolean
  private readonly builder = new TileBuilder(nodeCrypto.sha256, perfectRoot)
  private waiting: Uint8Array[] = []
  private rest: Buffer = Buffer.alloc(0)
  private taken = 0
  private crLines = 0

  constructor(encoding: Encoding, isGuess: boolean) {
    this.encoding = encoding
    this.isGuess = isGuess
  }

  push(part: Buffer): void {
    if (this.fault !== undefined) return
    const bytes = this.rest.length === 0 ? part : Buffer.concat([this.rest, part])
    const end = this.encoding === 'bundle' ? this.bundled(bytes) : this.lines(bytes)
    // A copy: the part it lies in may be long, or written over.
    this.rest = Buffer.from(bytes.subarray(end))
    if (this.encoding !== 'bundle' && this.rest.length > MOST_LINE) this.fault ??= this.at('is too long')
  }

  /** The size and root, once everything has been pushed; undefined where there was a fault. */
  end(): { size: number; root: Uint8Array } | undefined {
    if (this.fault === undefined && this.rest.length > 0) {
      if (this.encoding === 'bundle') this.fault = this.at('is cut short')
      else this.line(this.rest)
    }
    if (this.isGuess && this.encoding === 'text' && this.taken > 0 && this.crLines === this.taken)
      this.fault ??= 'lines end in CR LF; --as text takes the CR for a part of the entry'
    if (this.fault !== undefined) return undefined
    this.hash()
    return { size: this.builder.size, root: this.builder.root() }
  }

  private lines(bytes: Buffer): number {
    let at = 0
    for (let end = bytes.indexOf(10, at); end >= 0 && this.fault === undefined; end = bytes.indexOf(10, at)) {
      this.line(bytes.subarray(at, end))
      at = end + 1
    }
    return at
  }

  private bundled(bytes: Buffer): number {
    let at = 0
    while (at + 2 <= bytes.length) {
      const end = at + 2 + bytes.readUInt16BE(at)
      if (end > bytes.length) break
      this.take(bytes.subarray(at + 2, end))
      at = end
    }
    return at
  }

  private line(line: Buffer): void {
    const hasCr = line.at(-1) === 13
    if (hasCr) this.crLines += 1
    if (this.encoding === 'text') return this.text(line)
    const code = line.toString('latin1', 0, line.length - (hasCr ? 1 : 0))
    const entry = this.encoding === 'hex' ? fromHex(code.toLowerCase()) : fromBase64(code)
    if (entry) this.take(entry)
    else this.fault = this.at(`is no ${this.encoding === 'hex' ? 'hexadecimal' : 'base64'}`)
  }

  /** Where nobody has said that it is text, it must look like text. */
  private text(line: Buffer): void {
    if (this.isGuess && (line.includes(0) || fromUtf8(line) === undefined)) this.fault = this.at('is no text')
    else this.take(line)
  }

  private take(entry: Uint8Array): void {
    if (entry.length > MOST_BYTES) {
      this.fault = this.at('is too long')
      return
    }
    this.taken += 1
    this.waiting.push(entry)
    if (this.waiting.length >= AT_ONCE) this.hash()
  }

  private hash(): void {
    this.builder.add(this.waiting)
    this.waiting = []
  }

  private at(what: string): string {
    return `entry ${this.taken + 1} ${what}`
  }
}
