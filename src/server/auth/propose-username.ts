import type { Name } from '#kernel/field/name.ts'
import type { Client, Pool } from '../db/pool.ts'

/** What stands before a name and is none. */
const TITLES = new Set(['md', 'mst', 'mosammat', 'mr', 'mrs', 'ms', 'dr', 'smt', 'shri', 'sri', 'km', 'kumari'])
const LONGEST = 34

/**
 * A username for somebody who was not asked for one: her first and last name in Latin letters as they stand on a slip,
 * else her role and her office's code; with a number where it is taken.
 */
export async function proposeUsername(
  db: Pool | Client,
  { names, role, code }: { names: Name; role: string; code: string },
): Promise<string> {
  const base = nameBase(names.en ?? '') ?? slug(`${role} ${code}`)
  const { rows } = await db.query(
    `select username from account where username = $1 or (starts_with(username, $1) and substr(username, length($1) + 1) ~ '^[.]?[0-9]+$')`,
    [base],
  )
  const dot = /[0-9]$/.test(base) ? '.' : ''
  const taken = new Set(rows.map((row) => row.username as string))
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base}${dot}${number}`)) number += 1
  return `${base}${dot}${number}`
}

function nameBase(name: string): string | undefined {
  const words = slug(name)
    .split('.')
    .filter((word) => !TITLES.has(word))
  const chosen = [words[0], words.length > 1 ? words.at(-1) : undefined].filter((word) => word !== undefined).join('.')
  return /^[a-z].{2,}$/.test(chosen) ? chosen.slice(0, LONGEST).replace(/\.$/, '') : undefined
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
