/** The state of the public log as the server tells it to everybody. */
export type LogState = {
  kept: true
  origin: string
  vkey: string
  size: number
  signed: number | null
  witnesses: readonly { name: string; size: number; at?: number; trouble?: string }[]
  incidents: readonly { code: string; facts: { [name: string]: unknown }; found: number }[]
  stuck: boolean
  waitingSince: number | null
}

/** Asks for it; nothing where there is no network or no log: whoever checks a receipt needs neither. */
export async function findLogState(): Promise<LogState | undefined> {
  try {
    const answer = await fetch('/api/v1/log', { signal: AbortSignal.timeout(10_000) })
    const told = answer.ok ? ((await answer.json()) as LogState | { kept: false }) : undefined
    return told?.kept ? told : undefined
  } catch {
    return undefined
  }
}
