import type { Facts } from '#kernel/error.ts'
import { ApiError, apiUrl, headersOf, speaker } from '../api.ts'

export type ReportedProblem = {
  row: number
  column?: string
  code: string
  text: string
  said: readonly string[]
  at?: number
}

/** What became of a file. */
export type ImportReport = {
  kind: string
  rows: number
  ok: number
  made: number
  known: number
  flagged: number
  total: number
  problems: readonly ReportedProblem[]
  done: boolean
}

/** How far a file is: on its way, read, checked, written. */
export type Progress = { stage: 'send' | 'read' | 'check' | 'write'; done: number; of: number }

type Line = Progress | { report: ImportReport } | { problem: { code: string; status: number; facts?: Facts } }

/** Gives a file to the server and tells how far it is, until the report comes. */
export async function giveFile(
  kind: string,
  file: File,
  isDry: boolean,
  tell: (progress: Progress) => void,
): Promise<ImportReport> {
  tell({ stage: 'send', done: 0, of: 0 })
  const form = new FormData()
  form.append('file', file)
  const answer = await fetch(apiUrl(`/import/${kind}${isDry ? '?dry=1' : ''}`), {
    method: 'POST',
    headers: { ...headersOf(), accept: 'application/x-ndjson' },
    body: form,
  }).catch(() => {
    throw new ApiError(0, 'NETWORK')
  })
  if (!answer.ok || !answer.body) throw await failureOf(answer)
  for await (const line of linesOf(answer.body)) {
    if ('report' in line) return line.report
    if ('problem' in line) throw new ApiError(line.problem.status, line.problem.code, line.problem.facts)
    tell(line)
  }
  throw new ApiError(0, 'NETWORK') // the server went away in the middle: nothing of the file is half in
}

async function failureOf(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; facts?: Facts }
  if (answer.status === 401) speaker.ended?.()
  return new ApiError(answer.status, problem.code ?? 'OTHER', problem.facts)
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    rest += decoder.decode(value, { stream: !done })
    const lines = rest.split('\n')
    rest = done ? '' : lines.pop()!
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as Line
    if (done) return
  }
}
