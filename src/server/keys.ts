import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { KeyObject } from 'node:crypto'

/** The folder of private keys: beside the database and never in it, so that a copy of the data signs nothing. */
export const keyFolder = (data: string): string => join(data, 'keys')

/** An Ed25519 key of the installation by its name (PKCS #8, PEM, readable by its owner alone); made where there is none. */
export function getKey(folder: string, name: string): KeyObject {
  const path = join(folder, `${name}.pem`)
  const known = findText(path)
  if (known !== undefined) return createPrivateKey(known)
  const { privateKey } = generateKeyPairSync('ed25519')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  writeOnce(path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  return createPrivateKey(readFileSync(path))
}

/** Made aside and linked into place: of two processes that make the same key one wins, and none is ever half written. */
function writeOnce(path: string, text: string): void {
  const aside = `${path}.${process.pid}`
  const file = openSync(aside, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(aside, path)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  } finally {
    rmSync(aside)
  }
}

function findText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}
