import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/** A value nobody reads without the person's key. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

/** `owner` is a person, or a person and post for the copy of the server's records. */
type Owned = { id: string; owner: string; sealed: Sealed }

interface Stores extends DBSchema {
  meta: { key: string; value: unknown }
  keys: { key: string; value: CryptoKey }
  /** The copy: pages of a log, later ones win. */
  copy: { key: number; value: { n?: number; owner: string; sealed: Sealed }; indexes: { owner: string } }
  outbox: { key: string; value: Owned; indexes: { owner: string } }
  tray: { key: string; value: Owned; indexes: { owner: string } }
  drafts: { key: string; value: Owned; indexes: { owner: string } }
  files: { key: string; value: Owned; indexes: { owner: string } }
  /** Last seen answers of pages that need the network. */
  seen: { key: string; value: Owned; indexes: { owner: string } }
  /** Receipts of the public log for what a person wrote here. */
  receipts: { key: string; value: Owned; indexes: { owner: string } }
}

export type Db = IDBPDatabase<Stores>

let opened: Promise<Db> | undefined

/** The one database of the device. */
export function db(): Promise<Db> {
  opened ??= openDB<Stores>('khata', 2, {
    upgrade(fresh, version) {
      if (version < 2) fresh.createObjectStore('receipts', { keyPath: 'id' }).createIndex('owner', 'owner')
      if (version > 0) return
      fresh.createObjectStore('meta')
      fresh.createObjectStore('keys')
      fresh.createObjectStore('copy', { keyPath: 'n', autoIncrement: true }).createIndex('owner', 'owner')
      for (const name of ['outbox', 'tray', 'drafts', 'files', 'seen'] as const)
        fresh.createObjectStore(name, { keyPath: 'id' }).createIndex('owner', 'owner')
    },
    blocking: (_current, _blocked, event) => {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}

/** What the device could not keep, by a code that says what to do. */
export class StoreError extends Error {
  readonly code: 'STORE_FULL' | 'STORE_BROKEN'
  constructor(code: StoreError['code'], cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** Runs a write and turns the browser's many names for a full or broken disk into our two codes. */
export async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreError) throw error
    const name = error instanceof DOMException ? error.name : ''
    throw new StoreError(name === 'QuotaExceededError' ? 'STORE_FULL' : 'STORE_BROKEN', error)
  }
}
