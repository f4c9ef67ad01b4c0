import type { FastifyInstance } from 'fastify'
import type { House } from './house.ts'
import { buildApp } from './http/app.ts'
import type { Deps } from './http/deps.ts'
import { httpGateway } from './sms/http-gateway.ts'
import { SmsOutbox } from './sms/outbox.ts'
import { TreeEar } from './tree/hear-changes.ts'

const smsOver = (pool: House['pool'], given: NonNullable<House['config']['sms']>): NonNullable<Deps['sms']> => {
  const gateway = httpGateway(given)
  return { gateway, outbox: new SmsOutbox(pool, gateway, Date.now) }
}

/** Serves a house until `stop`: requests under way are answered, the roll-up ends its batch, the database stops last. */
export async function serve(
  house: House,
  extra: Pick<Deps, 'demo'> = {},
): Promise<{ app: FastifyInstance; address: string; stop: () => Promise<void> }> {
  const { config, pool, directory, ledger, rollup, log } = house
  house.database.keep((text) => void process.stderr.write(`${text}\n`))
  const ear = new TreeEar(house.databaseUrl, directory)
  await ear.start()
  const sms = config.sms && smsOver(pool, config.sms)
  const app = await buildApp({
    config,
    pool,
    directory,
    ledger,
    rollup,
    log,
    now: Date.now,
    ...(sms && { sms }),
    ...extra,
  })
  sms?.outbox.start()
  rollup.start()
  log.sequencer.start()
  const address = await app.listen({ port: config.port, host: config.host })
  const stop = async () => {
    await app.close()
    await sms?.outbox.stop()
    await ear.stop()
    await house.close()
  }
  return { app, address, stop }
}
