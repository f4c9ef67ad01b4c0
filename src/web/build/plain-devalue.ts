/**
 * The wire format of the `devalue` package for plain data: numbers, strings, booleans, null, undefined, arrays,
 * objects and dates. Anything else throws, so that a page which needs more is found when it is written.
 */
type Flat = readonly unknown[]
type Custom = Readonly<Record<string, (value: never) => unknown>>

const CONSTANTS = [undefined, undefined, Number.NaN, Infinity, -Infinity, -0]

export class DevalueError extends Error {}

export function stringify(value: unknown, reducers: Custom = {}): string {
  const flat: string[] = []
  const seen = new Map<unknown, number>()
  const add = (item: unknown): number => {
    if (item === undefined) return -1
    if (Number.isNaN(item)) return -3
    if (seen.has(item)) return seen.get(item)!
    const i = flat.length
    seen.set(item, i)
    flat.push('')
    flat[i] = written(item, reducers, add)
    return i
  }
  const first = add(value)
  return first < 0 ? String(first) : `[${flat.join(',')}]`
}

function written(item: unknown, reducers: Custom, add: (item: unknown) => number): string {
  for (const [type, reduce] of Object.entries(reducers)) {
    const reduced = reduce(item as never)
    if (reduced) return `[${JSON.stringify(type)},${add(reduced)}]`
  }
  if (item instanceof Date) return `["Date",${JSON.stringify(item.toISOString())}]`
  if (Array.isArray(item)) return `[${item.map(add).join(',')}]`
  if (typeof item === 'object' && item !== null)
    return `{${Object.entries(item)
      .map(([key, part]) => `${JSON.stringify(key)}:${add(part)}`)
      .join(',')}}`
  const text = JSON.stringify(item)
  if (text === undefined) throw new DevalueError(`Cannot stringify ${typeof item}`)
  return text
}

export const stringifyAsync = async (value: unknown, reducers?: Custom): Promise<string> => stringify(value, reducers)

export const parse = (text: string, revivers?: Custom): unknown =>
  unflatten(JSON.parse(text) as Flat | number, revivers)

export function unflatten(flat: Flat | number, revivers: Custom = {}): unknown {
  if (typeof flat === 'number') return CONSTANTS[-flat - 1]
  const made = new Map<number, unknown>()
  const read = (i: number): unknown => {
    if (i < 0) return CONSTANTS[-i - 1]
    if (made.has(i)) return made.get(i)
    const item = flat[i]
    if (typeof item !== 'object' || item === null) return item
    if (Array.isArray(item) && typeof item[0] === 'string') {
      const [type, inner] = item as [string, never]
      const revive = revivers[type]
      if (!revive && type !== 'Date') throw new DevalueError(`Unknown type ${type}`)
      const value = revive ? revive(read(inner) as never) : new Date(inner)
      made.set(i, value)
      return value
    }
    const value: unknown[] | Record<string, unknown> = Array.isArray(item) ? [] : {}
    made.set(i, value)
    for (const [key, part] of Object.entries(item)) Object.assign(value, { [key]: read(part as number) })
    return value
  }
  return read(0)
}

export function uneval(): never {
  throw new DevalueError('only the server writes data as source text')
}
