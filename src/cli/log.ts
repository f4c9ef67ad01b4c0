/** `khata log TOOL`: small checks of the standard formats, each exit 0 where all is well and 1 where not. */
const TOOLS: Readonly<Record<string, () => Promise<{ run: (args: string[]) => Promise<void>; help: string }>>> = {
  'verify-note': () => import('./log/verify-note.ts'),
  'verify-proof': () => import('./log/verify-proof.ts'),
  root: () => import('./log/root.ts'),
  'rotate-key': () => import('./log/rotate-key.ts'),
  path: () => import('./log/path.ts'),
}

export async function run([name = '', ...args]: string[]): Promise<void> {
  const tool = Object.hasOwn(TOOLS, name) ? await TOOLS[name]!() : undefined
  if (tool && !args.includes('--help')) return tool.run(args)
  const all = tool ? [tool] : await Promise.all(Object.values(TOOLS).map((load) => load()))
  process.stdout.write(`${all.map(({ help }) => help.trim()).join('\n\n')}\n`)
  if (!tool && name !== '' && name !== '--help') process.exitCode = 2
}
