import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

type Labels = Record<string, Record<string, string>>

const PREFIX = 'virtual:labels/'

/** Words of messages: the server writes those. */
const NEVER = /^sms\./
/** Words that only pages and problems need. */
const LATER = /^(codes|hints|explain|cells|sheets|bulk)\./

/**
 * Makes `virtual:labels/bn`, `/hi` and `/en` from the label files beside the definitions, each with its one language
 * and in two parts: what a class's day needs of the first systems, and (`virtual:labels/bn.more`) all the rest, which
 * comes with the other definitions. Each is { system: { path: text } }.
 */
export function labels(root: string, first: readonly string[]): Plugin {
  return {
    name: 'khata-labels',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      for (const file of labelFiles(root)) this.addWatchFile(file.path)
      return `export default ${JSON.stringify(labelsIn(root, first, id.slice(PREFIX.length + 1)))}`
    },
  }
}

/** The label file of every system folder that has one. */
export function labelFiles(root: string): { system: string; path: string }[] {
  return readdirSync(root)
    .map((system) => ({ system, path: join(root, system, `${system}.labels.json`) }))
    .filter(({ path }) => existsSync(path))
}

function labelsIn(root: string, first: readonly string[], part: string): Labels {
  const [lang, more] = part.split('.') as [string, string?]
  const all: Labels = {}
  for (const { system, path } of labelFiles(root)) {
    const given = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>
    const isLater = (key: string) => !first.includes(system) || LATER.test(key)
    const wanted = Object.entries(given).filter(([key]) => !NEVER.test(key) && isLater(key) === (more !== undefined))
    if (wanted.length === 0) continue
    all[system] = Object.fromEntries(wanted.map(([key, text]) => [key, text[lang] ?? text['en'] ?? key]))
  }
  return all
}
