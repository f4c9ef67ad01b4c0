/** Which systems a person opens on this device, so that those she uses most stand first: the last weeks count more. */
const FADE = 0.97

type Scores = { readonly [system: string]: number }

/** Remembers that a system was opened. */
export function noteUse(person: string, system: string): void {
  const faded = Object.entries(usedBy(person)).map(([id, score]) => [id, score * FADE] as const)
  const next: Record<string, number> = Object.fromEntries(faded.filter(([, score]) => score > 0.05))
  next[system] = (next[system] ?? 0) + 1
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(next))
  } catch {
    // a full phone keeps no habits
  }
}

/** How much each system has been used lately. */
export function usedBy(person: string): Scores {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(person)) ?? '{}') as Scores | null) ?? {}
  } catch {
    return {}
  }
}

const keyOf = (person: string): string => `khata.used.${person}`
