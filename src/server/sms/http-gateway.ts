import { createHash, timingSafeEqual } from 'node:crypto'
import type { Gateway } from './gateway.ts'

/** How long a gateway may take to say that it has a message. */
const PATIENCE_MS = 10_000

/** The plain form: JSON both ways over HTTP, with one secret as bearer token both ways. */
export function httpGateway({ url, secret }: { url: string; secret: string }): Gateway {
  const wanted = digest(`Bearer ${secret}`)
  return {
    name: 'http',
    isOurs: (authorization) => timingSafeEqual(digest(authorization ?? ''), wanted),
    async send(message) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      if (!answer.ok) throw new Error(`SMS_GATEWAY_${answer.status}`)
    },
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
