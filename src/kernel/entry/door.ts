/** By which other door than a person's own device an entry came: such entries are signed by no device. */
const DOORS = {
  import: '01900000-0000-7000-8000-0000000f11e5',
  sms: '01900000-0000-7000-8000-000000005e55',
} as const

export type Door = keyof typeof DOORS

/** What entries of a door name as their device. */
export const deviceOf = (door: Door): string => DOORS[door]

/** The door of a device; undefined for a person's own. */
export const doorOf = (device: string | undefined): Door | undefined =>
  (Object.keys(DOORS) as Door[]).find((door) => DOORS[door] === device)
