import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * What Kit and Svelte carry into the browser and this app does not use there: writing data as source text happens on
 * the server alone, custom elements are not used, and warnings to developers help no teacher. It would be a tenth of
 * all that a phone fetches.
 */
const UNUSED: readonly { file: RegExp; body: string }[] = [
  {
    file: /\/svelte\/src\/internal\/client\/dom\/elements\/custom-element\.js$/,
    body: `throw new Error('not part of this build')`,
  },
  { file: /\/svelte\/src\/internal\/client\/warnings\.js$/, body: '' },
  { file: /\/@sveltejs\/kit\/src\/messages\/client-warnings\.js$/, body: '' },
]

/** Kit keeps its page state and its load data in a format that knows more types than ours need: plain data are enough. */
const PLAIN = join(import.meta.dirname, 'plain-devalue.ts')

export function slim(): Plugin {
  return {
    name: 'khata-slim',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    resolveId: (id) => (id === 'devalue' ? PLAIN : undefined),
    load(id) {
      const file = id.replace(/\?.*$/, '')
      const found = UNUSED.find((one) => one.file.test(file))
      return found && emptied(readFileSync(file, 'utf8'), found.body)
    },
  }
}

/** The same exports, doing nothing or saying why not. */
function emptied(source: string, body: string): string {
  const names = [...source.matchAll(/^export (?:function|let|const|class) (\w+)/gm)].map((match) => match[1]!)
  return names.map((name) => `export function ${name}() { ${body} }`).join('\n')
}
