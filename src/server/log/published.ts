import { fromUtf8 } from '#kernel/log/bytes.ts'
import { parseCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts'
import { parseNote } from '#kernel/log/note.ts'
import { CHECKPOINT, type Storage } from './storage.ts'

const FRESH_MS = 1_000

/** The checkpoint that the public sees, as the storage has it; asked at most once a second. */
export class Published {
  private readonly storage: Storage
  private readonly now: () => number
  private kept: { at: number; value: Promise<(Checkpoint & { note: string }) | undefined> } | undefined

  constructor(storage: Storage, now: () => number) {
    this.storage = storage
    this.now = now
  }

  find(): Promise<(Checkpoint & { note: string }) | undefined> {
    const at = this.now()
    if (!this.kept || Math.abs(at - this.kept.at) > FRESH_MS) {
      const value = this.read()
      value.catch(() => (this.kept = undefined))
      this.kept = { at, value }
    }
    return this.kept.value
  }

  /** Forgets what it knew: right after publishing. */
  forget(): void {
    this.kept = undefined
  }

  private async read(): Promise<(Checkpoint & { note: string }) | undefined> {
    const bytes = await this.storage.read(CHECKPOINT)
    const note = bytes && fromUtf8(bytes)
    const parsed = note === undefined ? undefined : parseNote(note)
    const checkpoint = parsed && parseCheckpoint(parsed.text)
    return checkpoint && note !== undefined ? { ...checkpoint, note } : undefined
  }
}
