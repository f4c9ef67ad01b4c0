/** A bucket on this machine that believes no request whose AWS Signature Version 4 it has not made again itself. */
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Signable = {
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  signed: readonly string[]
  region: string
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** The signature as the service's own manual defines it (sig-v4-header-based-auth), without a query. */
export function signatureOf(secret: string, { method, path, headers, signed, region }: Signable): string {
  const moment = headers['x-amz-date']!
  const day = moment.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  const lines = signed.map((name) => `${name}:${headers[name]!.trim()}\n`).join('')
  const canonical = [method, path, '', lines, signed.join(';'), headers['x-amz-content-sha256']!].join('\n')
  const text = ['AWS4-HMAC-SHA256', moment, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day))
  return hmac(key, text).toString('hex')
}

export type Bucket = {
  endpoint: string
  objects: Map<string, { bytes: Buffer; type: string; cache: string }>
  /** Statuses that the next requests are answered with, first one first; 0 drops the connection. */
  failures: number[]
  refused: number
  close(): Promise<void>
}

export async function startBucket(access: { id: string; secret: string; region: string }): Promise<Bucket> {
  const objects: Bucket['objects'] = new Map()
  const bucket = { objects, failures: [] as number[], refused: 0 }
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const failure = bucket.failures.shift()
      if (failure === 0) return request.socket.destroy()
      if (failure !== undefined) return response.writeHead(failure).end()
      if (!isSigned(request, body, access)) {
        bucket.refused += 1
        return response.writeHead(403).end('<Code>SignatureDoesNotMatch</Code>')
      }
      const path = request.url!
      if (request.method === 'PUT') {
        const [type, cache] = [request.headers['content-type'] ?? '', request.headers['cache-control'] ?? '']
        objects.set(path, { bytes: body, type, cache })
        return response.writeHead(200).end()
      }
      const found = objects.get(path)
      return found ? response.writeHead(200).end(found.bytes) : response.writeHead(404).end('<Code>NoSuchKey</Code>')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return Object.assign(bucket, { endpoint, close })
}

function isSigned(request: IncomingMessage, body: Buffer, access: { id: string; secret: string; region: string }) {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, id, region, names, signature] = pattern.exec(request.headers.authorization ?? '') ?? []
  const headers = request.headers as Record<string, string>
  const content = headers['x-amz-content-sha256']
  const isBody = content === createHash('sha256').update(body).digest('hex')
  // Only what brings nothing may leave its content unsigned.
  if (!isBody && !(content === 'UNSIGNED-PAYLOAD' && request.method === 'GET')) return false
  if (id !== access.id || region !== access.region || !names) return false
  const [path] = request.url!.split('?')
  const signable = { method: request.method!, path: path!, headers, signed: names.split(';'), region }
  return signature === signatureOf(access.secret, signable)
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}
