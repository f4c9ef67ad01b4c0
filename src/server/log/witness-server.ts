import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { WitnessAnswer, WitnessBook } from './witness-book.ts'

/** A request has at most 63 hashes and a note; a post-quantum signature is five kilobytes. */
const MOST_BYTES = 256 * 1024

/** The two addresses of a witness (c2sp.org/tlog-witness), over plain HTTP: TLS is the proxy's in front of it. */
export function witnessServer(book: WitnessBook, say: (text: string) => void = () => undefined): Server {
  return createServer((request, response) => {
    void answer(book, request)
      .catch((error: unknown): WitnessAnswer => {
        say(error instanceof Error ? error.message : String(error))
        return { status: 500, type: 'text/plain; charset=utf-8', text: 'this witness cannot answer now\n' }
      })
      .then(({ status, type, text }) => {
        say(`${request.method} ${request.url} ${status}`)
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
      })
  })
}

async function answer(book: WitnessBook, request: IncomingMessage): Promise<WitnessAnswer> {
  const path = new URL(request.url ?? '/', 'http://witness').pathname
  const plain = { type: 'text/plain; charset=utf-8' }
  if (request.method === 'POST' && path === '/add-checkpoint') {
    const body = await readBody(request)
    return body ? book.add(body) : { status: 413, ...plain, text: 'too long\n' }
  }
  const note = request.method === 'GET' ? book.find(/^\/([^/]+)\/checkpoint$/.exec(path)?.[1] ?? '') : undefined
  return note === undefined ? { status: 404, ...plain, text: 'nothing here\n' } : { status: 200, ...plain, text: note }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MOST_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
