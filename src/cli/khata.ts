/** `khata COMMAND`: each command is a file beside this one with a `run`. */
const COMMANDS: Readonly<
  Record<string, { about: string; load: () => Promise<{ run: (args: string[]) => Promise<void> }> }>
> = {
  start: { about: 'start the database, load the demonstration, serve the app', load: () => import('./start.ts') },
  build: { about: 'build the web app where its sources have changed', load: () => import('./build.ts') },
  systems: { about: 'list every definition [--json]', load: () => import('./systems.ts') },
  migrate: { about: 'bring the database to the newest schema', load: () => import('./migrate.ts') },
  rebuild: { about: 'fold every record and count every number again, and compare', load: () => import('./rebuild.ts') },
  import: {
    about: 'KIND FILE --as USERNAME [--dry]: offices, persons, postings or pupils from CSV or XLSX',
    load: () => import('./import.ts'),
  },
  account: {
    about: 'create or reset an account that has no office above; account --help',
    load: () => import('./account.ts'),
  },
  office: {
    about: 'move, merge, rename, close, place: the tree by order; office --help',
    load: () => import('./office.ts'),
  },
  backup: {
    about: 'FOLDER: everything of this installation but its keys; backup --help',
    load: () => import('./backup.ts'),
  },
  restore: { about: 'FOLDER: a backup into an empty database; restore --help', load: () => import('./restore.ts') },
  verify: {
    about: '[SOURCE]: read the public log again, and every row against its leaf; verify --help',
    load: () => import('./verify.ts'),
  },
  witness: { about: 'cosign the checkpoints of a log; witness --help', load: () => import('./witness.ts') },
  monitor: { about: 'watch a log and alarm; monitor --help', load: () => import('./monitor.ts') },
  erase: { about: 'erase values of a page for good; erase --help', load: () => import('./erase.ts') },
  log: {
    about: 'verify-note, verify-proof, root, path: small checks of the standard formats; log --help',
    load: () => import('./log.ts'),
  },
  generate: { about: 'write the API description and the schema dump [--check]', load: () => import('./generate.ts') },
}

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name ?? '']
if (!command) {
  const list = Object.entries(COMMANDS).map(([id, { about }]) => `  ${id.padEnd(10)} ${about}`)
  process.stderr.write(`khata COMMAND\n\n${list.join('\n')}\n`)
  process.exitCode = name ? 2 : 0
} else {
  try {
    const { run } = await command.load()
    await run(args)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (process.env['KHATA_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    process.exitCode = 1
  }
}
