import type { ReadFile } from '#kernel/log/tile-builder.ts'

/** Where the files of a log lie: a folder, or a bucket. Paths are those below the log's prefix. */
export type Storage = {
  read: ReadFile
  /** Keeps immutable files; when it returns, all of them survive a power cut. */
  write(files: ReadonlyMap<string, Uint8Array>): Promise<void>
  /** Puts the one file that changes in place of the old one, whole or not at all. */
  publish(path: string, bytes: Uint8Array): Promise<void>
  /** Drops partial tiles that have become full ones. */
  drop(paths: readonly string[]): Promise<void>
}

/** The newest checkpoint that the public may see. */
export const CHECKPOINT = 'checkpoint'
