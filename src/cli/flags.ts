/** The value behind each `--name`; a flag that may stand several times gives them all. */
export const flagsOf = (args: readonly string[], name: string): string[] =>
  args.flatMap((arg, i) => {
    if (arg === `--${name}` && args[i + 1] !== undefined) return [args[i + 1]!]
    return arg.startsWith(`--${name}=`) ? [arg.slice(name.length + 3)] : []
  })

/** The value of a flag that must be there. */
export function flagOf(args: readonly string[], name: string): string {
  const value = flagsOf(args, name)[0]
  if (value === undefined) throw new Error(`CLI_FLAG_MISSING: --${name} is needed`)
  return value
}
