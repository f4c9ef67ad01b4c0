import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
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
  writeOnce(folder, path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  return createPrivateKey(readFileSync(path))
}

/** 32 secret bytes of the installation by their name, made where there are none. */
export function getSecret(folder: string, name: string): Buffer {
  const path = join(folder, `${name}.key`)
  if (findText(path) === undefined) writeOnce(folder, path, `${randomBytes(32).toString('base64')}\n`)
  const key = Buffer.from(readFileSync(path, 'utf8'), 'base64')
  if (key.length !== 32) throw new Error(`KEY_MALFORMED: ${path} is not 32 bytes in base64`)
  return key
}

/** The numbers of the secrets `NAME-1`, `NAME-2` … that are there. */
export function listNumbers(folder: string, name: string): number[] {
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.flatMap((file) => {
    const number = new RegExp(`^${name}-([1-9]\\d*)\\.key$`).exec(file)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

/** Throws a secret away: what it sealed must have been sealed anew. */
export const dropKey = (folder: string, name: string): void => rmSync(join(folder, `${name}.key`), { force: true })

/** Made aside and linked into place: of two processes that make the same key one wins, and none is ever half written. */
function writeOnce(folder: string, path: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
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
