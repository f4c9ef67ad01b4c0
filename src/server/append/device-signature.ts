import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

export type DeviceAlgorithm = 'Ed25519' | 'ES256'

const verifyAside = promisify(
  (
    algorithm: string | null,
    data: Buffer,
    key: { key: KeyObject; dsaEncoding: 'ieee-p1363' },
    sig: Buffer,
    done: (error: Error | null, ok: boolean) => void,
  ) => verify(algorithm, data, key, sig, done),
)

/** The name of a key: a hash of its public bytes. */
export const deviceKeyId = (publicKey: Buffer): string => hash('sha256', publicKey, 'base64url')

/** A registered public key as the machine checks with it; undefined where the bytes are no key of that kind. */
export function readDeviceKey(alg: DeviceAlgorithm, publicKey: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
    const isFit =
      alg === 'Ed25519'
        ? key.asymmetricKeyType === 'ed25519'
        : key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && key.asymmetricKeyType === 'ec'
    return isFit ? key : undefined
  } catch {
    return undefined
  }
}

/** Checks a device's signature away from the main thread. */
export async function isSigned(key: KeyObject, text: string, sig: string): Promise<boolean> {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const bytes = Buffer.from(sig, 'base64url')
  return verifyAside(algorithm, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes).catch(() => false)
}
