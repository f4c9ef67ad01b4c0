import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Storage } from './storage.ts'

/** Files under way at once: enough to keep a disk busy, few enough for its queue. */
const AT_ONCE = 16

/** A log in a folder; any web server can serve it as it lies. */
export function directoryStorage(root: string): Storage {
  const made = new Set<string>()

  const makeFolder = async (folder: string): Promise<void> => {
    if (made.has(folder)) return
    await mkdir(folder, { recursive: true })
    for (let at = folder; !made.has(at); at = dirname(at)) {
      made.add(at)
      await sync(dirname(at))
      if (at === root) break
    }
  }

  return {
    read: (path) =>
      readFile(join(root, path)).catch((error: { code?: string }) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
        throw error
      }),

    write: async (files) => {
      const folders = new Set([...files.keys()].map((path) => dirname(join(root, path))))
      for (const folder of folders) await makeFolder(folder)
      const queue = [...files]
      const work = async () => {
        for (let next = queue.pop(); next; next = queue.pop()) await keep(join(root, next[0]), next[1])
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      await Promise.all([...folders].map(sync))
    },

    publish: async (path, bytes) => {
      await makeFolder(root)
      const aside = join(root, `.${path}.${process.pid}`)
      await writeFile(aside, bytes, { flush: true })
      await rename(aside, join(root, path))
      await sync(root)
    },

    drop: async (paths) => {
      for (const path of paths) await rm(join(root, path), { recursive: true, force: true })
      for (const path of paths) made.delete(join(root, path))
    },
  }
}

/**
 * A file that stands already was left by a crash, or is being written by a server that has lost its lock and does not
 * know it yet. One that is whole is never opened for writing again, because somebody may be reading it; one that was cut
 * off is replaced at one stroke.
 */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const isThere = await writeFile(path, bytes, { flag: 'wx', flush: true }).then(
    () => false,
    (error: { code?: string }) => {
      if (error.code === 'EEXIST') return true
      throw error
    },
  )
  if (!isThere) return
  if ((await readFile(path)).equals(bytes)) return sync(path)
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}`)
  await writeFile(aside, bytes, { flush: true })
  await rename(aside, path)
}

/** A new name is safe once its folder is on the disk too. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
