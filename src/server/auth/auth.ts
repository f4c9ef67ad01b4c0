import type { Deps } from '../http/deps.ts'
import { Accounts } from './accounts.ts'
import { Sessions } from './sessions.ts'
import { Tries } from './tries.ts'

/** The parts of sign-in that one server shares among its routes. */
export type Auth = { sessions: Sessions; tries: Tries; accounts: Accounts }

export const makeAuth = ({ pool, directory }: Deps): Auth => ({
  sessions: new Sessions(pool, directory),
  tries: new Tries(pool),
  accounts: new Accounts(pool, directory),
})

declare module 'fastify' {
  interface FastifyInstance {
    auth: Auth
  }
}
