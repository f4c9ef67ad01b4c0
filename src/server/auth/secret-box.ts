import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Pool } from '../db/pool.ts'
import { dropKey, getSecret, listNumbers } from '../keys.ts'

const NAME = 'totp'
const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const SEALED = /^totp\.(\d+)\.([\w-]+)$/

/**
 * Secrets of authenticator apps as the database keeps them: sealed under a key that lies outside it, each for its
 * person, so that neither a copy of the database nor one who may write in it has anybody's codes.
 */
export class SecretBox {
  private readonly folder: string
  private readonly keys = new Map<number, Buffer>()

  constructor(folder: string) {
    this.folder = folder
  }

  seal(person: string, secret: string): string {
    const number = this.newest()
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv(CIPHER, this.key(number), iv).setAAD(labelOf(number, person))
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `totp.${number}.${sealed.toString('base64url')}`
  }

  /** One that was written before there was a key is as it is, until the next start seals it. */
  open(person: string, stored: string): string {
    const found = SEALED.exec(stored)
    if (!found) return stored
    const [number, sealed] = [Number(found[1]), Buffer.from(found[2]!, 'base64url')]
    const decipher = createDecipheriv(CIPHER, this.key(number), sealed.subarray(0, IV_BYTES))
      .setAAD(labelOf(number, person))
      .setAuthTag(sealed.subarray(-TAG_BYTES))
    return decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  }

  /** Seals what was written before there was a key; how many that were. */
  sealPlain(pool: Pool): Promise<number> {
    return this.sealOthers(pool, 'totp.')
  }

  /** Makes a new key, seals everything under it, and throws the old ones away. */
  async rotate(pool: Pool): Promise<number> {
    const old = listNumbers(this.folder, NAME)
    getSecret(this.folder, `${NAME}-${Math.max(0, ...old) + 1}`)
    const count = await this.sealOthers(pool, `totp.${this.newest()}.`)
    // A server may have been sealing one under the old key just then.
    await this.sealOthers(pool, `totp.${this.newest()}.`)
    for (const number of old) dropKey(this.folder, `${NAME}-${number}`)
    return count
  }

  /** Seals whatever does not begin so under the newest key. */
  private async sealOthers(pool: Pool, prefix: string): Promise<number> {
    const { rows } = await pool.query(
      'select person, totp_secret from account where totp_secret is not null and not starts_with(totp_secret, $1)',
      [prefix],
    )
    for (const { person, totp_secret: stored } of rows as { person: string; totp_secret: string }[])
      await pool.query('update account set totp_secret = $3 where person = $1 and totp_secret = $2', [
        person,
        stored,
        this.seal(person, this.open(person, stored)),
      ])
    return rows.length
  }

  private newest(): number {
    return Math.max(1, ...listNumbers(this.folder, NAME))
  }

  /** The first key is made where there is none; one that is gone is not replaced by another. */
  private key(number: number): Buffer {
    const kept = this.keys.get(number)
    if (kept) return kept
    const numbers = listNumbers(this.folder, NAME)
    if (!numbers.includes(number) && (numbers.length > 0 || number !== 1))
      throw new Error(`TOTP_KEY_MISSING: ${NAME}-${number}.key is not in ${this.folder}`)
    const key = getSecret(this.folder, `${NAME}-${number}`)
    this.keys.set(number, key)
    return key
  }
}

const labelOf = (number: number, person: string): Buffer => Buffer.from(`khata ${NAME} ${number} ${person}`)
