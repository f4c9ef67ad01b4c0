import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'

/** A message on its way through the gateway; `way` as the telephone sees it. */
export type Passed = { way: 'sent' | 'received'; id: string; number: string; text: string }

/** A gateway on this machine: real HTTP both ways, and a page that is a telephone. For the demonstration and for tests. */
export type TestGateway = {
  address: string
  config: NonNullable<Config['sms']>
  /** What passed through, eldest first. */
  passed: readonly Passed[]
  /** Where messages go: the address of the server, once it listens. */
  connect(server: string): void
  /** A message as a telephone sends it; with the id of an earlier one it is told again, as gateways do. */
  post(number: string, text: string, id?: string): Promise<{ status: number; body: unknown }>
  /** Takes nothing from now on, or takes again: gateways are away at times. */
  setAway(isAway: boolean): void
  stop(): Promise<void>
}

const MOST_KEPT = 200
const MOST_BYTES = 10_000

const typed = z.object({ number: z.string().max(40), text: z.string().max(1_000) })
const outbound = z.object({ id: z.string(), to: z.string(), text: z.string() })

const PAGE = readFileSync(join(import.meta.dirname, 'test-gateway.html'), 'utf8')

export async function startTestGateway(): Promise<TestGateway> {
  const secret = randomBytes(24).toString('base64url')
  const passed: Passed[] = []
  let inbound = ''
  let isAway = false
  const keep = (message: Passed): void => {
    if (!passed.some(({ id, way }) => id === message.id && way === message.way)) passed.push(message)
    passed.splice(0, Math.max(0, passed.length - MOST_KEPT))
  }

  const post: TestGateway['post'] = async (number, text, id = randomBytes(8).toString('hex')) => {
    keep({ way: 'sent', id, number, text })
    const answer = await fetch(inbound, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ id, from: number, text }),
    })
    return { status: answer.status, body: await answer.json() }
  }

  /** What each address answers: status and, where there is something to say, a body. */
  const answer = async (request: IncomingMessage): Promise<[number, unknown?]> => {
    const route = `${request.method} ${request.url}`
    if (route === 'GET /') return [200, PAGE]
    if (route === 'GET /messages') return [200, passed]
    if (route === 'POST /type') {
      const { number, text } = typed.parse(await bodyOf(request))
      await post(number, text)
      return [204]
    }
    if (route !== 'POST /send') return [404]
    if (isAway) return [503]
    if (request.headers.authorization !== `Bearer ${secret}`) return [401]
    const { id, to, text } = outbound.parse(await bodyOf(request))
    keep({ way: 'received', id, number: to, text })
    return [202]
  }

  const server = createServer((request, reply) => {
    answer(request)
      .catch((): [number] => [400])
      .then(([status, body]) => {
        const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json'
        reply.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body))
      })
      .catch(() => reply.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    config: { url: `${address}/send`, secret },
    passed,
    connect: (to) => void (inbound = `${to}/api/v1/sms/inbound`),
    post,
    setAway: (next) => void (isAway = next),
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of request) {
    text += String(part)
    if (text.length > MOST_BYTES) throw new Error('BODY_TOO_LARGE')
  }
  return JSON.parse(text)
}
