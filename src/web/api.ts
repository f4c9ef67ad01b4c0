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
/** Files, and papers that are long, may take their time on a slow line. */
const FILE_MS = 300_000

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

async function send(method: string, path: string, body: unknown, patience?: number): Promise<Response> {
  const isRaw = body instanceof Blob || body instanceof FormData
  const headers = headersOf()
  if (body !== undefined && !isRaw) headers['content-type'] = 'application/json'
  else if (body instanceof Blob) headers['content-type'] = body.type || 'application/octet-stream'
  const payload = body === undefined ? null : isRaw ? (body as BodyInit) : JSON.stringify(body)
  try {
    return await fetch(ROOT + path, {
      method,
      headers,
      body: payload,
      signal: AbortSignal.timeout(patience ?? (isRaw ? FILE_MS : 30_000)),
    })
  } catch {
    throw new ApiError(0, 'NETWORK')
  }
}

/** A file that the server makes (a paper, a table), with the name it gives it. */
export async function apiFile(path: string): Promise<{ name: string; bytes: Blob }> {
  const answer = await send('GET', path, undefined, FILE_MS)
  if (!answer.ok) {
    const { code, facts } = ((await answer.json().catch(() => undefined)) ?? {}) as { code?: string; facts?: Facts }
    throw new ApiError(answer.status, code ?? 'SERVER_DOWN', facts)
  }
  const given = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  return { name: decodeURIComponent(given ?? 'khata'), bytes: await answer.blob() }
}

/** What every request says: that it comes from the app, under which post and in which language. */
export const headersOf = (): Record<string, string> => ({
  'x-khata': '1',
  ...(speaker.post && { 'x-khata-post': speaker.post }),
  ...(speaker.language && { 'x-khata-lang': speaker.language }),
})

/** Address of a download, under the same root. */
export const apiUrl = (path: string): string => ROOT + path
