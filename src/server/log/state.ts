import { isSame } from '#kernel/log/bytes.ts'
import { parseCheckpoint, toCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts'
import { emptyRoot } from '#kernel/log/merkle.ts'
import { openNote, parseNote, toNote } from '#kernel/log/note.ts'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { tileSubtrees } from '#kernel/log/tile-reader.ts'
import { rangeHash } from '#kernel/log/merkle.ts'
import type { Key } from '#kernel/log/vkey.ts'
import type { Client } from '../db/pool.ts'
import { LogIncident } from './incident.ts'
import { nodeCrypto, perfectRoot } from './node-crypto.ts'
import type { Signer } from './signer.ts'
import { CHECKPOINT, type Storage } from './storage.ts'

const { sha256 } = nodeCrypto

/** The newest checkpoint the log has signed, as the database keeps it. */
export type State = Checkpoint & { note: string }

/** Reads the state; the first time the empty log is signed, so that its key and origin are fixed from then on. */
export async function readState(client: Client, signer: Signer, now: number): Promise<State> {
  const { rows } = await client.query('select origin, size, root, note from log_state')
  if (!rows[0]) {
    const text = toCheckpoint({ origin: signer.key.name, size: 0, root: emptyRoot(sha256) })
    const note = toNote(text, [signer.line(text)])
    await client.query(
      'insert into log_state (origin, size, root, note, signed) values ($1, 0, $2, $3, to_timestamp($4::float8 / 1000)) on conflict do nothing',
      [signer.key.name, emptyRoot(sha256), note, now],
    )
    return readState(client, signer, now)
  }
  const state = rows[0] as State
  if (state.origin !== signer.key.name)
    throw new LogIncident('LOG_ORIGIN_CHANGED', { is: signer.key.name, was: state.origin })
  return isSignedBy(state.note, [signer.key]) ? state : signAnew(client, signer, state, now)
}

/** After a rotation the same checkpoint is signed by the key of now; one that no key of ours has signed is not touched. */
async function signAnew(client: Client, signer: Signer, state: State, now: number): Promise<State> {
  if (!isSignedBy(state.note, signer.previous))
    throw new LogIncident('LOG_KEY_CHANGED', { origin: state.origin, size: state.size })
  const text = toCheckpoint(state)
  const note = toNote(text, [signer.line(text)])
  await client.query('update log_state set note = $1, signed = to_timestamp($2::float8 / 1000)', [note, now])
  return { ...state, note }
}

/** Whether one of these keys has signed a note. */
export function isSignedBy(text: string | Uint8Array, keys: readonly Key[]): boolean {
  const note = parseNote(text)
  return note !== undefined && (openNote(nodeCrypto, note, keys)?.length ?? 0) > 0
}

/** Signs the next state and puts it in the place of the one it grew from; nobody else may have done so meanwhile. */
export async function moveState(
  client: Client,
  signer: Signer,
  before: State,
  next: { size: number; root: Uint8Array },
  now: number,
): Promise<State> {
  const text = toCheckpoint({ origin: before.origin, ...next })
  const note = toNote(text, [signer.line(text)])
  const { rowCount } = await client.query(
    'update log_state set size = $1, root = $2, note = $3, signed = to_timestamp($6::float8 / 1000) where size = $4 and root = $5',
    [next.size, next.root, note, before.size, before.root, now],
  )
  if (rowCount !== 1) throw new Error('LOG_STATE_MOVED: another sequencer has been at work')
  return { origin: before.origin, ...next, note }
}

/**
 * Takes up the files of a log and compares them with its state in the database: a backup of either that was put back
 * alone is found here, before anything is signed on top of it.
 */
export async function openFiles(storage: Storage, state: State, signer: Signer): Promise<TileBuilder> {
  const published = await findPublished(storage, signer)
  if (published && published.size > state.size)
    throw new LogIncident('LOG_DATABASE_OLDER', { database: state.size, files: published.size })
  let builder: TileBuilder
  try {
    builder = await TileBuilder.open(sha256, state.size, storage.read, perfectRoot)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('LOG_FILE_MISSING'))
      throw new LogIncident('LOG_FILES_OLDER', { database: state.size, missing: error.message.split(': ')[1] ?? '' })
    throw error
  }
  if (!isSame(builder.root(), state.root)) throw new LogIncident('LOG_FILES_CHANGED', { size: state.size })
  if (published && !(await isPrefix(storage, published, state.size)))
    throw new LogIncident('LOG_FORKED', { size: published.size })
  return builder
}

/** Whether a checkpoint is what this log was when it had that size. */
export const isPrefix = async (storage: Storage, checkpoint: Checkpoint, size: number): Promise<boolean> =>
  checkpoint.size <= size &&
  isSame(await rangeHash(sha256, tileSubtrees(sha256, size, storage.read), 0, checkpoint.size), checkpoint.root)

/** The published checkpoint, where our own key has signed it. */
export async function findPublished(
  storage: Storage,
  signer: Signer,
): Promise<(Checkpoint & { note: string }) | undefined> {
  const bytes = await storage.read(CHECKPOINT)
  if (!bytes) return undefined
  const note = parseNote(bytes)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!checkpoint) throw new LogIncident('LOG_FILES_CHANGED', { file: CHECKPOINT })
  if (!isSignedBy(bytes, [signer.key, ...signer.previous]))
    throw new LogIncident('LOG_KEY_CHANGED', { origin: checkpoint.origin, size: checkpoint.size })
  return { ...checkpoint, note: new TextDecoder().decode(bytes) }
}
