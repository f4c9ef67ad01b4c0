import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What an operator may set; `docs/operate/configuration.md` says each in a sentence. Environment goes before file. */
export type Config = {
  port: number
  host: string
  /** Folder of the embedded database, keys and files. */
  data: string
  /** A PostgreSQL server; without it the embedded one is started. */
  databaseUrl?: string
  /** Load and show the demonstration. */
  demo: boolean
  /** The address people type, for cookies and links; https makes cookies secure. */
  origin?: string
  logLevel: string
  /** The gateway of text messages: where answers are posted, and the secret that both know. */
  sms?: { url: string; secret: string }
  /**
   * The public log: its name, where its files lie, whom it asks to witness, seconds between checkpoints, and seconds
   * after which an author is warned that her accepted entry is not in it.
   */
  log?: { origin?: string; store?: string; policy?: string; seconds?: number; promise?: number }
}

/** An hour: what witnesses that are away may cost, and far less than it takes to rewrite a register unseen. */
export const LOG_PROMISE = 3_600

const FILE = 'khata.config.json'

/** Reads `khata.config.json` beside the program (or at KHATA_CONFIG) and the environment. Bad values stop the start. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): Config {
  const path = env['KHATA_CONFIG'] ?? join(cwd, FILE)
  const file = readFile(path, env['KHATA_CONFIG'] !== undefined)
  const port = Number(env['KHATA_PORT'] ?? file['port'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`CONFIG_PORT: KHATA_PORT must be a port number, not ${String(port)}`)
  const databaseUrl = env['DATABASE_URL'] ?? (file['databaseUrl'] as string | undefined)
  const sms = readSms(env, file['sms'] as Record<string, unknown> | undefined)
  const log = readLog(env, file['publicLog'] as Record<string, unknown> | undefined)
  const origin = env['KHATA_ORIGIN'] ?? (file['origin'] as string | undefined)
  return {
    port,
    host: String(env['KHATA_HOST'] ?? file['host'] ?? '127.0.0.1'),
    data: resolve(cwd, String(env['KHATA_DATA'] ?? file['data'] ?? '.khata')),
    ...(databaseUrl && { databaseUrl }),
    demo: String(env['KHATA_DEMO'] ?? file['demo'] ?? 'true') !== 'false',
    ...(origin && { origin }),
    logLevel: String(env['KHATA_LOG'] ?? file['logLevel'] ?? 'info'),
    ...(sms && { sms }),
    ...(log && { log }),
  }
}

function readSms(env: NodeJS.ProcessEnv, file: Record<string, unknown> = {}): Config['sms'] {
  const url = env['KHATA_SMS_URL'] ?? file['url']
  const secret = env['KHATA_SMS_SECRET'] ?? file['secret']
  if (url === undefined && secret === undefined) return undefined
  if (typeof url !== 'string' || !URL.canParse(url))
    throw new Error('CONFIG_SMS_URL: KHATA_SMS_URL must be the address at which the gateway takes answers')
  if (typeof secret !== 'string' || secret.length < 16)
    throw new Error('CONFIG_SMS_SECRET: KHATA_SMS_SECRET must have at least 16 characters')
  return { url, secret }
}

function readLog(env: NodeJS.ProcessEnv, file: Record<string, unknown> = {}): Config['log'] {
  const text = (name: string, key: string) => {
    const value = env[name] ?? file[key]
    return value === undefined ? {} : { [key]: String(value) }
  }
  const seconds = Number(env['KHATA_LOG_SECONDS'] ?? file['seconds'] ?? 1)
  if (!(seconds > 0 && seconds <= 3_600))
    throw new Error(`CONFIG_LOG_SECONDS: KHATA_LOG_SECONDS must be between 0 and 3600`)
  const promise = Number(env['KHATA_LOG_PROMISE'] ?? file['promise'] ?? LOG_PROMISE)
  if (!(promise >= seconds && promise <= 7 * 86_400))
    throw new Error(`CONFIG_LOG_PROMISE: KHATA_LOG_PROMISE must be between KHATA_LOG_SECONDS and a week of seconds`)
  return {
    ...text('KHATA_LOG_ORIGIN', 'origin'),
    ...text('KHATA_LOG_STORE', 'store'),
    ...text('KHATA_LOG_POLICY', 'policy'),
    seconds,
    promise,
  }
}

function readFile(path: string, isNamed: boolean): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT' && !isNamed) return {}
    throw new Error(`CONFIG_FILE: ${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
