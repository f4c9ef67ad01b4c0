const APART =
  /\/src\/web\/(text\/(language|bn|hi|en)|service-worker|field\/(photo|shrink|file|point|rows))|virtual:|app-manifest|runtime\/client\/(entry|payload)\.js|DemoAccounts|\/src\/(kernel|web)\/log\/|\/routes\/(?!\+layout|\(app\)\/(\+|signin|today|r\/\[system\]\/new))|generated\//

/**
 * What a phone needs for its day's work comes in one file, because each request costs a slow network its round trip.
 * The rest comes in few: input fields other than the class sheet's, pages beyond Today, officers' pages, languages.
 */
const later = [
  group('fields', /\/src\/web\/field\/(?!marks|mark-members|short-name|text\.|props|photo|shrink|file|point|rows)/),
  group('officers', /\/src\/web\/(officer\/)/),
  group('pages', /\/src\/web\/(page\/(?!DemoAccounts))/),
]

const FIRST = /\/src\/(kernel|systems|web)\/|\/node_modules\/(svelte|@sveltejs|idb|uuid|devalue|esm-env|clsx)\//
const isLater = (id: string): boolean => later.some(({ test }) => test(id))

/** A group takes what its files import with it, so the first one must have its pick before the others. */
export const codeGroups = [
  {
    name: 'khata',
    test: (id: string): boolean => FIRST.test(id) && !APART.test(id) && !isLater(id),
    minSize: 0,
    priority: 2,
  },
  ...later,
]

function group(name: string, own: RegExp) {
  return { name, test: (id: string): boolean => own.test(id) && !APART.test(id), minSize: 0, priority: 1 }
}
