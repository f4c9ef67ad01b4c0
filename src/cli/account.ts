import { readConfig } from '#server/config.ts'
import type { Handover } from '#server/auth/accounts.ts'
import { makeFirstAccount, resetByOperator } from '#server/auth/first-account.ts'
import { SecretBox } from '#server/auth/secret-box.ts'
import { openHouse, type House } from '#server/house.ts'
import { keyFolder } from '#server/keys.ts'
import { flagOf, flagsOf } from './flags.ts'
import { called, namesOf } from './office.ts'

const HELP = `khata account create OFFICE --post KIND --username NAME (--name-en TEXT | --name-bn TEXT | --name-hi TEXT) [--pack PACK]
  The account of somebody who has nobody above: the first of an installation. OFFICE is the code of her office; without
  a --post that its level has, the command names those. All other accounts are made by the office above.
khata account reset USERNAME
  A new first password for such a person who has lost hers, or her authenticator.
khata account rotate-key
  A new key for the secrets of authenticator apps: all are sealed under it, and the old key is thrown away.
  The password is printed once; it is changed at the first sign-in.
`

/** What the office above does for everybody else, for those who have none. */
export async function run(args: string[], deps?: Pick<House, 'config' | 'pool' | 'directory'>): Promise<void> {
  const [what, name] = args
  const isKnown = what === 'rotate-key' || (name && (what === 'create' || what === 'reset'))
  if (args.includes('--help') || !isKnown) return void process.stdout.write(HELP)
  const house = deps ? undefined : await openHouse(readConfig())
  const parts = deps ?? house!
  try {
    if (what === 'rotate-key') {
      const count = await new SecretBox(keyFolder(parts.config.data)).rotate(parts.pool)
      return void process.stdout.write(`${count} secrets sealed under a new key\n`)
    }
    const made =
      what === 'create' ? await create(parts, name!, args) : await resetByOperator(parts.pool, name!, Date.now())
    process.stdout.write(`username  ${made.username}\npassword  ${made.password}\n`)
  } finally {
    await house?.close({ isGuest: true })
  }
}

function create(
  { pool, directory }: Pick<House, 'pool' | 'directory'>,
  code: string,
  args: string[],
): Promise<Handover> {
  const office = called(directory, code, flagsOf(args, 'pack')[0])
  return makeFirstAccount(pool, directory, {
    office,
    post: flagsOf(args, 'post')[0] ?? '',
    names: namesOf(args),
    username: flagOf(args, 'username').trim().toLowerCase(),
    now: Date.now(),
  })
}
