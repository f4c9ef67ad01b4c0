import type { Deps } from '../http/deps.ts'
import { keyFolder } from '../keys.ts'
import { Accounts } from './accounts.ts'
import { SecretBox } from './secret-box.ts'
import { Sessions } from './sessions.ts'
import { Tries } from './tries.ts'

/** The parts of sign-in that one server shares among its routes. */
export type Auth = { sessions: Sessions; tries: Tries; accounts: Accounts; box: SecretBox }

export const makeAuth = ({ pool, directory, config }: Deps): Auth => ({
  sessions: new Sessions(pool, directory),
  tries: new Tries(pool),
  accounts: new Accounts(pool, directory),
  box: new SecretBox(keyFolder(config.data)),
})

declare module 'fastify' {
  interface FastifyInstance {
    auth: Auth
  }
}
