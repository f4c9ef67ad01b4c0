/**
 * What a device knows of time when an entry is made: its own clock, and how long ago by a clock that nobody can set
 * it last spoke to the server, and what the server's clock said then. All in milliseconds.
 */
export type Clock = { at: number; since?: number; contact?: number }

/**
 * What a device can prove about an entry: that it made it (a signature by a key that never leaves it), after which of
 * its own entries (`prev`), and not before which state of the public log. Entries without it are marked as such.
 */
export type Evidence = {
  /** The device key's ID, its place in the device's row of entries, and the digest of the entry before. */
  key: string
  n: number
  prev: string | null
  /** The last checkpoint of the public log that the device saw: size and root. */
  seen?: { size: number; root: string }
  /** 16 random bytes, so that nobody finds an erased value by trying what this entry's digest or signature fits. */
  salt: string
  /** base64url, over the canonical text of everything else. */
  sig: string
  /** The body as it was signed, where the server's copy differs from it. */
  said?: { readonly [key: string]: unknown }
}

/**
 * One immutable fact on its way: what the device makes and signs for. `id` is a UUIDv7 made on the device and the
 * idempotency key; `replaces` names the entries that this one corrects, cancels or decides between.
 */
export type Entry = {
  id: string
  office: string
  system: string
  version: number
  stream: string
  step: string
  body: { readonly [key: string]: unknown }
  replaces: readonly string[]
  reason?: string
  by: string
  post: string
  device: string
  clock: Clock
  evidence?: Evidence
}

/** What the server adds: its sequence in the office, the time of arrival (ms), and numbers that it alone may give. */
export type Accepted = Entry & { seq: number; received: number; assigned?: { readonly [key: string]: number } }
