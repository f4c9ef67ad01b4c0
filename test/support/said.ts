import { vi } from 'vitest'

/** What a command of ours writes to standard output while it runs. */
export async function said(work: () => Promise<void>): Promise<string> {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return text
}
