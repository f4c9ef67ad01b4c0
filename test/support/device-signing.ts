/** A phone that signs, as the browser does it: a key of its own, a row of entries, the last state of the log it saw. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { Entry, Evidence } from '#kernel/entry/envelope.ts'
import { keyText, signedText } from '#kernel/entry/evidence.ts'
import type { Answer, Client } from './app.ts'

export class DeviceSigning {
  readonly id: string
  n = 0
  prev: string | null = null
  seen: Evidence['seen']
  private readonly client: Client
  private readonly alg: 'Ed25519' | 'ES256'
  private readonly key: KeyObject
  private readonly publicKey: Buffer

  constructor(client: Client, alg: 'Ed25519' | 'ES256' = 'Ed25519') {
    this.client = client
    this.alg = alg
    const pair =
      alg === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    this.key = pair.privateKey
    this.publicKey = pair.publicKey.export({ format: 'der', type: 'spki' })
    this.id = createHash('sha256').update(this.publicKey).digest('base64url')
  }

  register({ device = this.client.device, by = this.client.me.person.id } = {}): Promise<Answer> {
    return this.client.post('/device-key', {
      device,
      alg: this.alg,
      publicKey: this.publicKey.toString('base64url'),
      sig: this.sign(keyText(by, device)),
    })
  }

  /** The next entry of this device's row. */
  next(entry: Entry): Entry {
    this.n += 1
    const salt = randomBytes(16).toString('base64url')
    const evidence = { key: this.id, n: this.n, prev: this.prev, ...(this.seen && { seen: this.seen }), salt }
    const text = signedText(entry, evidence)
    this.prev = createHash('sha256').update(text).digest('base64url')
    return { ...entry, evidence: { ...evidence, sig: this.sign(text) } }
  }

  private sign(text: string): string {
    const algorithm = this.alg === 'Ed25519' ? null : 'sha256'
    return sign(algorithm, Buffer.from(text), { key: this.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  }
}
