import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { codeAt, stepAt } from '../auth/totp.ts'
import { everywhere, within } from '../db/pool.ts'
import type { DemoAccount, Deps } from './deps.ts'
import { metricsText } from './metrics.ts'
import { ProblemError } from './problem.ts'

const PATIENCE_MS = 2_000

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Whether the server works, what it is, and in the demonstration, who may be tried. */
export function routes(app: FastifyInstance, deps: Deps): void {
  const open = { config: { isOpen: true } }

  app.get('/api/v1/health', open, async () => {
    if (!(await canTakeEntries(deps).catch(() => false))) throw new ProblemError('DATABASE_AWAY')
    return { status: 'ok', time: deps.now(), lagSeconds: deps.rollup.lagSeconds() }
  })

  app.get('/api/v1/info', open, () => ({ name: 'Khata', version, demo: deps.config.demo, time: deps.now() }))

  app.get('/api/v1/demo/accounts', open, () => {
    if (!deps.config.demo || !deps.demo) throw new ProblemError('NOT_FOUND')
    return demoAccounts(deps, deps.demo)
  })

  app.get('/metrics', open, async (_request, reply) => {
    const { type, text } = await metricsText(deps.rollup)
    return reply.type(type).send(text)
  })
}

/** A server that can only read is no use to a school: asked as the role that writes, of a database that is not a copy. */
async function canTakeEntries({ pool }: Deps): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS)))
  // On a connection such as entries are written on.
  const asked = within(pool, everywhere, (client) =>
    client.query(
      `select current_user = 'khata_app' and has_table_privilege('entry', 'insert') and current_setting('transaction_read_only') = 'off' as ok`,
    ),
  )
  asked.catch(() => undefined)
  try {
    return (await Promise.race([asked, late])).rows[0].ok === true
  } finally {
    clearTimeout(timer)
  }
}

/** The accounts with the code that would be on the phone now; where that one was just used, the next. */
async function demoAccounts({ pool, now }: Deps, accounts: readonly DemoAccount[]) {
  const { rows } = await pool.query('select username, totp_last_step from account where username = any($1)', [
    accounts.map((account) => account.username),
  ])
  const used = new Map(rows.map((row) => [row.username as string, row.totp_last_step as number]))
  return accounts.map(({ username, password, totpSecret, names, title, office, pack }) => ({
    username,
    password,
    ...(totpSecret && { code: codeAt(totpSecret, now(), Math.max(stepAt(now()), (used.get(username) ?? 0) + 1)) }),
    names,
    title,
    office,
    pack,
  }))
}
