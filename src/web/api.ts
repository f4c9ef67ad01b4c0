import type { Facts, Problem } from '#kernel/error.ts'

/** A failure with a code that the text catalogue explains; `NETWORK` when nothing answered. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly facts: Facts | undefined
  readonly problems: readonly Problem[]
  constructor(status: number, code: string, facts?: Facts, problems: readonly Problem[] = []) {
    super(code)
    this.status = status
    this.code = code
    this.facts = facts
    this.problems = problems
  }
}

/** Set by the session: under which post we speak, and what to do when the server no longer knows us. */
export const speaker: { post?: string; language?: string; ended?: () => void; mustChange?: () => void } = {}

const ROOT = '/api/v1'

/** One call of the API. Failures are ApiErrors with the server's code. */
export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(method, path, body)
  const type = answer.headers.get('content-type') ?? ''
  const value: unknown = type.includes('json') ? await answer.json().catch(() => undefined) : undefined
  if (answer.ok) return value as T
  const problem = (value ?? {}) as { code?: string; facts?: Facts; problems?: Problem[] }
  const code = problem.code ?? (answer.status >= 500 ? 'SERVER_DOWN' : 'OTHER')
  const isSigningIn = ['/session', '/password', '/totp'].includes(path) // there 401 is about what was typed
  if (answer.status === 401 && !isSigningIn) speaker.ended?.()
  if (code === 'PASSWORD_CHANGE_NEEDED') speaker.mustChange?.()
  throw new ApiError(answer.status, code, problem.facts, problem.problems)
}

async function send(method: string, path: string, body: unknown): Promise<Response> {
  const isRaw = body instanceof Blob || body instanceof FormData
  const headers: Record<string, string> = { 'x-khata': '1' }
  if (speaker.post) headers['x-khata-post'] = speaker.post
  if (speaker.language) headers['x-khata-lang'] = speaker.language
  if (body !== undefined && !isRaw) headers['content-type'] = 'application/json'
  else if (body instanceof Blob) headers['content-type'] = body.type || 'application/octet-stream'
  const payload = body === undefined ? null : isRaw ? (body as BodyInit) : JSON.stringify(body)
  try {
    return await fetch(ROOT + path, {
      method,
      headers,
      body: payload,
      signal: AbortSignal.timeout(isRaw ? 300_000 : 30_000),
    })
  } catch {
    throw new ApiError(0, 'NETWORK')
  }
}

/** Address of a download, under the same root. */
export const apiUrl = (path: string): string => ROOT + path
