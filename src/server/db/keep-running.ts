import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded, type Embedded } from './embedded.ts'
import { isAlive } from './postmaster.ts'

const LOOK_MS = 250
const AGAIN_MS = 2_000

/** A database that is looked after; `stop` ends the looking and hands over the server that runs now. */
export type Kept = { stop(): Promise<Embedded> }

/**
 * Starts the embedded database again where it has died under a running server: on the same port, so that connections
 * come back by themselves. Meanwhile requests are told that the database is away.
 */
export function keepRunning(home: string, first: Embedded, say: (text: string) => void): Kept {
  const end = new AbortController()
  const port = Number(new URL(first.url).port)
  let embedded = first
  let said: string | undefined
  const look = async (): Promise<void> => {
    while (!end.signal.aborted) {
      await sleep(LOOK_MS, undefined, { signal: end.signal }).catch(() => undefined)
      if (end.signal.aborted || isAlive(embedded.pid)) continue
      try {
        embedded = await startEmbedded(home, { port })
        said = undefined
        say('database: it had stopped and was started again')
      } catch (error) {
        const fault = error instanceof Error ? error.message : String(error)
        if (fault !== said) say(`database: it has stopped and cannot be started: ${fault}`)
        said = fault
        await sleep(AGAIN_MS, undefined, { signal: end.signal }).catch(() => undefined)
      }
    }
  }
  const looking = look()
  return {
    stop: async () => {
      end.abort()
      await looking
      return embedded
    },
  }
}
