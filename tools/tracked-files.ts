/** The files a check looks at. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const passedOver = new Set(['node_modules', 'dist', '.svelte-kit', '.khata', 'generated'])

/** Every file under a folder, by path from the root; empty where the folder does not exist. */
export function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesUnder(path)
      return entry.isFile() ? [path] : []
    })
  } catch {
    return []
  }
}
