import type { Clock } from './envelope.ts'

/** Minutes by which a device's clock may differ from its evidence and still be called trusted. */
const TOLERANCE_MS = 5 * 60_000

/**
 * Whether the time an entry claims is backed by the device's monotonic clock and its last contact with the server.
 * A clock set back an hour makes time "unverified"; it never turns work down.
 */
export function clockTrust(clock: Clock, received: number): 'trusted' | 'unverified' {
  if (clock.contact === undefined || clock.since === undefined || clock.since < 0) return 'unverified'
  const estimated = clock.contact + clock.since
  const isPast = estimated <= received + TOLERANCE_MS
  return isPast && Math.abs(estimated - clock.at) <= TOLERANCE_MS ? 'trusted' : 'unverified'
}
