import { createHash } from 'node:crypto'
import { canonical } from '#kernel/entry/canonical.ts'
import type { Paper } from './paper.ts'

/** How a paper is laid out, who printed it and the code itself are no part of what it says. */
const LAYOUT = ['verify', 'foot', 'wide', 'size', 'width']

/** The SHA-256 of what a paper says: the same words give the same digest, whoever prints them. */
export function digestOf(paper: Paper): string {
  const said = JSON.stringify(paper, (key, value: unknown) => (LAYOUT.includes(key) ? undefined : value))
  return createHash('sha256')
    .update(canonical(JSON.parse(said)))
    .digest('hex')
}
