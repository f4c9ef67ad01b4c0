import type { FastifyInstance } from 'fastify'
import type { House } from './house.ts'
import { buildApp } from './http/app.ts'
import type { Deps } from './http/deps.ts'
import { TreeEar } from './tree/hear-changes.ts'

/** Serves a house until `stop`: requests under way are answered, the roll-up ends its batch, the database stops last. */
export async function serve(
  house: House,
  extra: Pick<Deps, 'demo'> = {},
): Promise<{ app: FastifyInstance; address: string; stop: () => Promise<void> }> {
  const { config, pool, directory, ledger, rollup, log } = house
  house.database.keep((text) => void process.stderr.write(`${text}\n`))
  const ear = new TreeEar(house.databaseUrl, directory)
  await ear.start()
  const app = await buildApp({ config, pool, directory, ledger, rollup, log, now: Date.now, ...extra })
  rollup.start()
  log.sequencer.start()
  const address = await app.listen({ port: config.port, host: config.host })
  const stop = async () => {
    await app.close()
    await ear.stop()
    await house.close()
  }
  return { app, address, stop }
}
