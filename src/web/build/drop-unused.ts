import type { Plugin } from 'vite'

/**
 * Functions that Kit and Svelte carry into the browser and that this app never calls there: writing data as source
 * text happens on the server alone, forms that post themselves and custom elements are not used. They would be a
 * twentieth of all that a phone fetches.
 */
const UNUSED: readonly { file: RegExp; text: string }[] = [
  { file: /\/devalue\/src\/uneval\.js$/, text: stub('uneval') },
  { file: /\/devalue\/src\/stringify\.js$/, text: stub('stringify', 'stringifyAsync') },
  { file: /\/svelte\/src\/internal\/client\/dom\/elements\/custom-element\.js$/, text: stub('create_custom_element') },
]

export function dropUnused(): Plugin {
  return {
    name: 'khata-drop-unused',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    load: (id) => UNUSED.find(({ file }) => file.test(id.replace(/\?.*$/, '')))?.text,
  }
}

function stub(...names: string[]): string {
  return names.map((name) => `export function ${name}() { throw new Error('${name} is not part of this build') }`).join('\n')
}
