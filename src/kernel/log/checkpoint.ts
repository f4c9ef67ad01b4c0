import { fromBase64, toBase64 } from './base64.ts'
import { fromDecimal } from './decimal.ts'

/** The whole of a log in three lines: whose, how many entries, and the root over them. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array }

/** The text that is signed. Ours has no extension lines. */
export const toCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`

/** Reads the text of a checkpoint (c2sp.org/tlog-checkpoint); extension lines of others are passed over. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const lines = text.slice(0, -1).split('\n')
  const [origin, decimal, code] = lines
  if (!origin || decimal === undefined || code === undefined || lines.includes('')) return undefined
  const [size, root] = [fromDecimal(decimal), fromBase64(code)]
  return size === undefined || root?.length !== 32 ? undefined : { origin, size, root }
}
