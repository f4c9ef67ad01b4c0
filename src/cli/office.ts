import { isDay } from '#kernel/rule/day.ts'
import type { Name, Script } from '#kernel/field/name.ts'
import { readConfig } from '#server/config.ts'
import type { Directory, Office } from '#server/directory.ts'
import { openHouse } from '#server/house.ts'
import { closeOffice, placeInArea, renameOffice } from '#server/tree/change.ts'
import type { Tree } from '#server/tree/keeper.ts'
import { mergeOffice, moveOffice } from '#server/tree/move.ts'
import { flagOf, flagsOf } from './flags.ts'

const HELP = `khata office move CODE --under CODE --on DAY [--order NO]
khata office merge CODE --into CODE --on DAY [--order NO]
khata office rename CODE (--name-bn TEXT | --name-hi TEXT | --name-en TEXT) --on DAY [--order NO]
khata office close CODE --on DAY [--order NO]
khata office place CODE --area CODE --on DAY
  Changes of the tree by an order of those who may give it, from a day that has come (YYYY-MM-DD). What was written stays
  as it is and can be read; numbers follow the office. Servers that run take the new tree by themselves. --pack says
  which country is meant where a code stands in several.
`

/** How long a server that runs may still write under the old tree: it hears of the change at once. */
const SETTLE_MS = 2_000

type Args = { args: readonly string[]; office: Office; on: string; orderNo: string | undefined; directory: Directory }

const CHANGES: { readonly [change: string]: (tree: Tree, given: Args) => Promise<void> } = {
  move: (tree, { args, office, directory, ...dated }) =>
    moveOffice(tree, {
      ...whenOf(dated),
      office: office.id,
      parent: called(directory, flagOf(args, 'under'), office.pack).id,
    }),
  merge: (tree, { args, office, directory, ...dated }) =>
    mergeOffice(tree, {
      ...whenOf(dated),
      office: office.id,
      into: called(directory, flagOf(args, 'into'), office.pack).id,
    }),
  rename: (tree, { args, office, ...dated }) =>
    renameOffice(tree, { ...whenOf(dated), office: office.id, names: namesOf(args) }),
  close: (tree, { office, ...dated }) => closeOffice(tree, { ...whenOf(dated), office: office.id }),
  place: (tree, { args, office, on }) => placeInArea(tree, { office: office.id, area: flagOf(args, 'area'), on }),
}

/** `khata office CHANGE CODE …`: what an order changes in the tree of offices. */
export async function run(args: string[], tree?: Tree): Promise<void> {
  const [change = '', code] = args
  const make = Object.hasOwn(CHANGES, change) ? CHANGES[change] : undefined
  if (args.includes('--help') || !make || !code) return void process.stdout.write(HELP)
  const on = flagOf(args, 'on')
  if (!isDay(on)) throw new Error(`CLI_DAY_WRONG: --on takes a day such as 2026-07-01, not ${on}`)
  const house = tree ? undefined : await openHouse(readConfig())
  const { directory } = tree ?? house!
  try {
    const office = called(directory, code, flagsOf(args, 'pack')[0])
    await make(tree ?? { url: house!.databaseUrl, directory, settleMs: SETTLE_MS }, {
      args,
      office,
      on,
      orderNo: flagsOf(args, 'order')[0],
      directory,
    })
    const now = directory.get(office.id)
    process.stdout.write(`${now.code} ${now.names.en ?? Object.values(now.names)[0] ?? ''}: ${now.path}\n`)
  } finally {
    await house?.close({ isGuest: true })
  }
}

const whenOf = ({ on, orderNo }: { on: string; orderNo: string | undefined }) => ({ on, ...(orderNo && { orderNo }) })

/** The office of a code, which must be one alone. */
export function called(directory: Directory, code: string, pack?: string): Office {
  const found = [...directory.all()].filter((office) => office.code === code && (!pack || office.pack === pack))
  if (found.length !== 1)
    throw new Error(
      `OFFICE_UNKNOWN: ${found.length} offices are called ${code}${found.length > 1 ? '; say --pack' : ''}`,
    )
  return found[0]!
}

/** The names given by `--name-bn`, `--name-hi` and `--name-en`; one at least. */
export function namesOf(args: readonly string[]): Name {
  const names = Object.fromEntries(
    (['bn', 'hi', 'en'] as Script[]).flatMap((script) => {
      const text = flagsOf(args, `name-${script}`)[0]?.normalize('NFC').trim()
      return text ? [[script, text]] : []
    }),
  )
  if (Object.keys(names).length === 0) throw new Error('CLI_FLAG_MISSING: --name-bn, --name-hi or --name-en is needed')
  return names
}
