const APART =
  /\/src\/web\/(text\/(language|bn|hi|en)|service-worker|field\/(photo|shrink|file|point|rows))|virtual:|app-manifest|runtime\/client\/(entry|payload)\.js|DemoAccounts|\/src\/(kernel|web)\/log\/|\/routes\/(?!\+layout|\(app\)\/(\+|signin|r\/\[system\]\/new))|generated\//

/**
 * What a phone needs until the class sheet works comes in one file, because each request costs a slow network its round
 * trip. The rest comes in few: the other systems, input fields other than the class sheet's, pages beyond Today,
 * officers' pages, languages.
 */
const later = [
  group('systems', /\/src\/(systems\/(?!first\.ts|common\/)|web\/all-systems)/),
  group('day', /\/src\/web\/screen\/(Today|my-work|measure-line|Taps|tap|Road|Explain)/),
  group('afar', /\/src\/web\/afar\//),
  group('fields', /\/src\/web\/field\/(?!marks|mark-members|short-name|text\.|props|photo|shrink|file|point|rows)/),
  group('officers', /\/src\/web\/(officer\/)/),
  group('pages', /\/src\/web\/(page\/(?!DemoAccounts)|screen\/leads|store\/seen-pages)/),
]

/** Kernel and systems are not named: what of them the first files import comes with those, the rest with its readers. */
const FIRST = /\/src\/(web\/|systems\/first\.ts)|\/node_modules\/(svelte|@sveltejs|idb|uuid|devalue|esm-env|clsx)\//
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
