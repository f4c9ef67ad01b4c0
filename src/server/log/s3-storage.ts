import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Storage } from './storage.ts'

const AT_ONCE = 16
const TRIES = 4
/** A service that does not answer must not hold the log's lock for ever. */
const PATIENCE_MS = 30_000

/** Where a bucket lies and who may write to it; the names are those every S3 tool knows. */
export type S3Options = {
  endpoint: string
  bucket: string
  prefix: string
  accessKeyId: string
  secretAccessKey: string
  /** Of credentials that a cloud gives for some hours. */
  sessionToken?: string
  region: string
}

/** Reads `s3://bucket/prefix` and the environment; says which setting is missing. */
export function readS3(url: string, env: NodeJS.ProcessEnv): S3Options {
  const { hostname: bucket, pathname } = new URL(url)
  const need = (name: string): string => {
    const value = env[name]
    if (!value) throw new Error(`CONFIG_LOG_STORE: ${url} needs ${name} in the environment`)
    return value
  }
  const region = env['AWS_REGION'] ?? 'us-east-1'
  return {
    bucket,
    prefix: pathname.replace(/^\/+|\/+$/g, ''),
    region,
    endpoint: (env['AWS_ENDPOINT_URL_S3'] ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, ''),
    accessKeyId: need('AWS_ACCESS_KEY_ID'),
    secretAccessKey: need('AWS_SECRET_ACCESS_KEY'),
    ...(env['AWS_SESSION_TOKEN'] && { sessionToken: env['AWS_SESSION_TOKEN'] }),
  }
}

/** A log in a bucket. What the service has answered for is as safe as the service is; each object is put whole. */
export async function s3Storage(options: S3Options): Promise<Storage> {
  const { AwsClient } = await import('aws4fetch')
  const { accessKeyId, secretAccessKey, sessionToken, region } = options
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    region,
    service: 's3',
    retries: 0,
  })
  const base = [options.endpoint, options.bucket, options.prefix].filter((part) => part !== '').join('/')

  const send = async (path: string, init: RequestInit): Promise<Response> => {
    for (let tries = 1; ; tries += 1) {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const answer = await client
        .fetch(`${base}/${path}`, { ...init, signal })
        .catch((error: unknown) => error as Error)
      if (answer instanceof Response && (answer.ok || answer.status === 404)) return answer
      const isPassing = answer instanceof Error || answer.status >= 500 || answer.status === 429
      const said = answer instanceof Error ? answer.message : `status ${answer.status}`
      if (!isPassing || tries === TRIES) throw new Error(`LOG_STORE_AWAY: ${path}: ${said}`)
      await sleep(200 * 2 ** tries)
    }
  }
  const put = async (path: string, bytes: Uint8Array, cache: string): Promise<void> => {
    const type = path === 'checkpoint' ? 'text/plain; charset=utf-8' : 'application/octet-stream'
    // The content is signed with the request, so that nobody on the way can put something else.
    const headers = {
      'content-type': type,
      'cache-control': cache,
      'x-amz-content-sha256': hash('sha256', bytes, 'hex'),
    }
    const answer = await send(path, { method: 'PUT', body: new Uint8Array(bytes), headers })
    if (!answer.ok) throw new Error(`LOG_STORE_AWAY: ${path}: status ${answer.status}`)
  }

  return {
    read: async (path) => {
      const answer = await send(path, {})
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined
    },
    write: async (files) => {
      const queue = [...files]
      const work = async () => {
        for (let next = queue.pop(); next; next = queue.pop())
          await put(next[0], next[1], 'public, max-age=31536000, immutable')
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
    },
    publish: (path, bytes) => put(path, bytes, 'public, max-age=2'),
    // Partial tiles lie under names that only a listing would find; a lifecycle rule of the bucket may drop them.
    drop: async () => undefined,
  }
}
