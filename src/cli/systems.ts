import { systems } from '#systems/index.ts'
import { languagesOf } from '#server/http/title.ts'

/** Lists every definition: for people, or as JSON for programs. */
export async function run(args: string[]): Promise<void> {
  const list = systems.map((definition) => ({
    id: definition.id,
    catalogue: definition.catalogue,
    kind: definition.kind,
    version: definition.version,
    languages: languagesOf(definition.id),
    states: definition.states,
  }))
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(list, null, 2)}\n`)
  else
    for (const s of list)
      process.stdout.write(
        `${s.id.padEnd(16)} ${s.catalogue.join(',').padEnd(8)} ${s.kind.padEnd(10)} v${s.version}  ${s.states.join(' → ')}\n`,
      )
}
