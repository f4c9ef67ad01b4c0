import type { FastifyRequest } from 'fastify'
import type { Name } from '#kernel/field/name.ts'
import type { Ledger } from '../append/ledger.ts'
import type { Config } from '../config.ts'
import type { Pool } from '../db/pool.ts'
import type { Directory, Held } from '../directory.ts'
import type { Archive } from '../documents/archive.ts'
import type { Press } from '../documents/press.ts'
import type { Log } from '../log/log.ts'
import type { Rollup } from '../rollup/rollup.ts'
import type { Gateway } from '../sms/gateway.ts'
import type { SmsOutbox } from '../sms/outbox.ts'
import { ProblemError } from './problem.ts'

/** What routes work with; made once in `serve`, handed to every route file. */
export type Deps = {
  config: Config
  pool: Pool
  directory: Directory
  ledger: Ledger
  rollup: Rollup
  /** The public log; tests of other things go without. */
  log?: Log
  /** Text messages, where a gateway is configured. */
  sms?: { gateway: Gateway; outbox: SmsOutbox }
  /** Milliseconds since 1970: tests set it. */
  now: () => number
  /** Accounts of the demonstration, shown on its sign-in page. */
  demo?: readonly DemoAccount[]
  /** Where log lines go in place of standard output; a test reads them. */
  logTo?: { write(line: string): void }
  /** Tests switch the application's own filter off to see that row-level security alone shows the same. */
  isFiltering?: boolean
}

/** An account that anybody may try; the secret gives the code that a phone would show. */
export type DemoAccount = {
  username: string
  password: string
  totpSecret?: string
  names: Name
  title: Name
  office: Name
  pack: string
}

/** Who asks: set on every signed-in request by the session hook. `held` is the post under which she acts. */
export type Signed = {
  session: string
  person: string
  username: string
  language: 'bn' | 'hi' | 'en'
  posts: readonly Held[]
  held: Held | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    press: Press
    archive: Archive
  }
  interface FastifyRequest {
    signed?: Signed
  }
  interface FastifyContextConfig {
    /** Open to everyone, signed in or not. */
    isOpen?: boolean
    /** Called by a machine that proves itself with a secret of its own, and by no page of a browser. */
    isMachine?: boolean
    /** Reachable before the first password is changed. */
    isEarly?: boolean
  }
}

/** The signed-in person of a request; a route that is not open always has one. */
export function signedOf(request: FastifyRequest): Signed {
  if (!request.signed) throw new ProblemError('SIGNIN_NEEDED')
  return request.signed
}

/** The person with the post under which she acts; somebody without any post can do nothing but see herself. */
export function actingOf(request: FastifyRequest): Signed & { held: Held } {
  const signed = signedOf(request)
  if (!signed.held) throw new ProblemError('POST_NOT_HELD')
  return signed as Signed & { held: Held }
}
