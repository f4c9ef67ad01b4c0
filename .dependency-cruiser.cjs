/** The import table of the design: what each folder may use. A breach fails the check; there are no warnings. */
const tests = String.raw`\.test\.ts$`
const within = (...folders) => `^src/(${folders.join('|')})/`

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** A folder may use these folders and these packages, and nothing else of ours, of npm or of Node. */
const only = (folder, folders, packages) => [
  forbid(
    `${folder}-imports`,
    `${folder} may import only ${folders.join(', ')}`,
    { path: within(folder), pathNot: tests },
    { path: '^(src|test|tools|bench)/', pathNot: within(...folders) },
  ),
  ...(packages === undefined
    ? []
    : [
        forbid(
          `${folder}-packages`,
          `${folder} may use no npm package but ${packages.join(', ') || 'none'}`,
          { path: within(folder), pathNot: tests },
          { path: 'node_modules/', pathNot: packages.map((name) => `node_modules/${name}/`) },
        ),
        forbid(
          `${folder}-node`,
          `${folder} is pure: it uses no module of Node`,
          { path: within(folder), pathNot: tests },
          { dependencyTypes: ['core'] },
        ),
      ]),
]

module.exports = {
  forbidden: [
    forbid('no-loops', 'two files that need each other are one concept or three', {}, { circular: true }),
    forbid(
      'unresolvable',
      'the import names a file or package that does not exist',
      { pathNot: '^src/web/' },
      { couldNotResolve: true },
    ),
    forbid(
      'no-test-imports',
      'production code must not import tests',
      { path: '^src/', pathNot: tests },
      { path: tests },
    ),
    ...only('kernel', ['kernel'], ['canonicalize']),
    ...only('systems', ['kernel', 'systems'], []),
    ...only('packs', ['kernel', 'packs'], []),
    forbid(
      'packs-are-data',
      'a pack takes only types from the kernel',
      { path: within('packs'), pathNot: tests },
      { path: within('kernel'), dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'systems-meet-by-event',
      'a system never imports another system; only common/ is shared',
      { path: '^src/systems/([^/]+)/', pathNot: [tests, '^src/systems/common/'] },
      { path: '^src/systems/', pathNot: ['^src/systems/$1/', '^src/systems/common/'] },
    ),
    forbid(
      'common-stands-alone',
      'common/ imports no system',
      { path: '^src/systems/common/', pathNot: tests },
      { path: '^src/systems/', pathNot: '^src/systems/common/' },
    ),
    ...only('server', ['kernel', 'systems', 'packs', 'server']),
    ...only('web', ['kernel', 'systems', 'packs', 'web']),
    ...only('cli', ['kernel', 'systems', 'packs', 'server', 'cli']),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|src/web/\\.svelte-kit|\\.svelte-kit)/|^(?!node_modules).*/generated/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.d.ts'],
    },
  },
}
