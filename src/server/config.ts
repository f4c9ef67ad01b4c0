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
}

const FILE = 'khata.config.json'

/** Reads `khata.config.json` beside the program (or at KHATA_CONFIG) and the environment. Bad values stop the start. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): Config {
  const path = env['KHATA_CONFIG'] ?? join(cwd, FILE)
  const file = readFile(path, env['KHATA_CONFIG'] !== undefined)
  const port = Number(env['KHATA_PORT'] ?? file['port'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`CONFIG_PORT: KHATA_PORT must be a port number, not ${String(port)}`)
  const databaseUrl = env['DATABASE_URL'] ?? (file['databaseUrl'] as string | undefined)
  const origin = env['KHATA_ORIGIN'] ?? (file['origin'] as string | undefined)
  return {
    port,
    host: String(env['KHATA_HOST'] ?? file['host'] ?? '127.0.0.1'),
    data: resolve(cwd, String(env['KHATA_DATA'] ?? file['data'] ?? '.khata')),
    ...(databaseUrl && { databaseUrl }),
    demo: String(env['KHATA_DEMO'] ?? file['demo'] ?? 'true') !== 'false',
    ...(origin && { origin }),
    logLevel: String(env['KHATA_LOG'] ?? file['logLevel'] ?? 'info'),
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
