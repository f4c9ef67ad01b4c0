/** Storage of a log that fails or ends the process in the middle of its work. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Storage } from '#server/log/storage.ts'

/** `torn`: the n-th file of a write is cut off in the middle; the others are those in front of `publish` and `drop`. */
export type StoragePoint = 'torn' | 'publishing' | 'published-file' | 'dropping'

export function faultyStorage(
  storage: Storage,
  root: string,
  point: StoragePoint,
  nth: number,
  fail: () => void,
): Storage {
  let seen = 0
  const isNow = (at: StoragePoint): boolean => at === point && (seen += 1) === nth
  return {
    ...storage,
    write: async (files) => {
      for (const [path, bytes] of files) {
        if (isNow('torn')) {
          mkdirSync(dirname(join(root, path)), { recursive: true })
          writeFileSync(join(root, path), bytes.subarray(0, bytes.length / 2))
          fail()
        }
        await storage.write(new Map([[path, bytes]]))
      }
    },
    publish: async (path, bytes) => {
      if (isNow('publishing')) fail()
      await storage.publish(path, bytes)
      if (isNow('published-file')) fail()
    },
    drop: async (paths) => {
      if (isNow('dropping')) fail()
      await storage.drop(paths)
    },
  }
}
