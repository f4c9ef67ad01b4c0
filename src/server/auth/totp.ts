import { Secret, TOTP } from 'otpauth'
import { toAscii } from '#kernel/rule/digits.ts'
import type { Pool } from '../db/pool.ts'
import type { SecretBox } from './secret-box.ts'

const PERIOD_MS = 30_000
const ISSUER = 'Khata'

/** A fresh secret of 160 bits, as authenticator apps take it (base32). */
export const makeSecret = (): string => new Secret({ size: 20 }).base32

const totpOf = (secret: string, username = ''): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label: username,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_MS / 1000,
    secret: Secret.fromBase32(secret),
  })

/** The address behind the QR code that an authenticator app reads. */
export const uriOf = (secret: string, username: string): string => totpOf(secret, username).toString()

/** What the app shows now, or at a later step: for the demonstration, whose accounts have no phone, and for tests. */
export const codeAt = (secret: string, now: number, step = stepAt(now)): string =>
  totpOf(secret).generate({ timestamp: step * PERIOD_MS })

export const stepAt = (now: number): number => Math.floor(now / PERIOD_MS)

/** The step that a code belongs to, one before and one after included for phones whose clock is a little off. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const token = toAscii(code).replace(/\s/g, '')
  const delta = /^\d{6}$/.test(token) ? totpOf(secret).validate({ token, timestamp: now, window: 1 }) : null
  return delta === null ? undefined : stepAt(now) + delta
}

/** Takes a code once: the same one, or an older one, is refused, whoever saw it over her shoulder. */
export async function takeCode(
  { pool, box }: { pool: Pool; box: SecretBox },
  person: string,
  stored: string,
  code: string,
  now: number,
): Promise<boolean> {
  const step = stepOf(box.open(person, stored), code, now)
  if (step === undefined) return false
  const { rowCount } = await pool.query(
    'update account set totp_last_step = $3 where person = $1 and totp_secret = $2 and totp_last_step < $3',
    [person, stored, step],
  )
  return rowCount === 1
}
