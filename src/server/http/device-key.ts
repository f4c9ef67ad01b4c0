import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { keyText } from '#kernel/entry/evidence.ts'
import { deviceKeyId, isSigned, readDeviceKey } from '../append/device-signature.ts'
import { signedOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { read, uuid } from './read.ts'

const base64url = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9_-]+$/)
const keyBody = z.strictObject({
  device: uuid,
  alg: z.enum(['Ed25519', 'ES256']),
  publicKey: base64url,
  sig: base64url,
})

/** Registers the public key of the device on which a person has signed in, once she shows that it holds the other half. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.post('/api/v1/device-key', async (request) => {
    const { person, session } = signedOf(request)
    const { device, alg, publicKey, sig } = read(keyBody, request.body)
    const bytes = Buffer.from(publicKey, 'base64url')
    const key = readDeviceKey(alg, bytes)
    if (!key || !(await isSigned(key, keyText(person, device), sig))) throw new ProblemError('REQUEST_MALFORMED')
    const id = deviceKeyId(bytes)
    await deps.pool.query(
      `insert into device_key (id, person, device, alg, public_key, registered)
       select $1, s.person, s.device, $4, $5, to_timestamp($6::float8 / 1000) from session s where s.id = $7 and s.person = $2 and s.device = $3
       on conflict do nothing`,
      [id, person, device, alg, bytes, deps.now(), session],
    )
    const { rows } = await deps.pool.query(
      'select revoked is not null as revoked from device_key where id = $1 and person = $2 and device = $3',
      [id, person, device],
    )
    if (!rows[0]) throw new ProblemError('REQUEST_MALFORMED')
    deps.ledger.devices.forget(person)
    return { id, revoked: rows[0].revoked as boolean }
  })
}
