import type { Deps } from '../http/deps.ts'
import { ProblemError } from '../http/problem.ts'
import type { Auth } from './auth.ts'
import { isPassword } from './password.ts'
import { takeCode } from './totp.ts'

export type Given = {
  username: string
  password: string
  code?: string
  device: { id: string; name: string }
  address: string
}

type Row = { person: string; password: string; totp_secret: string | null; has_totp: boolean; is_disabled: boolean }

/**
 * Opens a session for whoever knows the password, and the code where one was set up; returns its token. That a
 * username is unknown, or its account closed, cannot be told from the answer nor from the time it takes.
 */
export async function signIn(deps: Deps, auth: Auth, given: Given): Promise<string> {
  const now = deps.now()
  const one = await auth.tries.begin(given.username, given.address, now)
  const { rows } = await deps.pool.query(
    `select person, password, totp_secret, totp_since is not null as has_totp, disabled_at is not null as is_disabled
     from account where username = $1`,
    [given.username],
  )
  const account = rows[0] as Row | undefined
  const isRight = await isPassword(account?.password, given.password)
  if (!account || !isRight || account.is_disabled) throw new ProblemError('SIGNIN_WRONG')
  if (account.has_totp && account.totp_secret) {
    if (given.code === undefined) {
      await one.forgive()
      throw new ProblemError('SIGNIN_CODE_NEEDED')
    }
    if (!(await takeCode({ ...auth, pool: deps.pool }, account.person, account.totp_secret, given.code, now)))
      throw new ProblemError('SIGNIN_CODE_WRONG')
  }
  await one.succeed()
  return auth.sessions.open(account.person, given.device, now)
}
