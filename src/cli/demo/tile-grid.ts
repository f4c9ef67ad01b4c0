/** A place to be drawn; one without a point is laid out in rows after the others. */
export type Spot = { lat?: number; lon?: number }
export type Tile = [x: number, y: number]

/**
 * A cell of its own for each place on a small grid (x to the right, y down) that keeps rough geography: places are
 * put where the grid has room nearest to their point, then pairs of cells are exchanged while that shortens the sum
 * of squared distances. Same input, same grid.
 */
export function tileGrid(spots: readonly Spot[]): Tile[] {
  const isPlaced = spots.every((spot) => spot.lat !== undefined && spot.lon !== undefined)
  if (!isPlaced || spots.length < 3) return inRows(spots.length)
  const xs = spots.map((spot) => spot.lon! * 0.9) // a degree of longitude at 20 to 30 degrees north
  const ys = spots.map((spot) => -spot.lat!)
  const { width, height } = size(spots.length, spread(xs), spread(ys))
  const wanted = spots.map((_, i): Tile => [along(xs, i) * (width - 1), along(ys, i) * (height - 1)])
  const cells: Tile[] = []
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) cells.push([x, y])
  return tight(improve(wanted, cells))
}

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values) || 1

const along = (values: readonly number[], i: number): number => (values[i]! - Math.min(...values)) / spread(values)

/** A grid with about a fifth more cells than places, as wide to high as the country is. */
function size(n: number, wide: number, high: number): { width: number; height: number } {
  const ratio = Math.min(2.5, Math.max(0.4, wide / high))
  const width = Math.max(1, Math.round(Math.sqrt(n * 1.2 * ratio)))
  return { width, height: Math.ceil(n / width) + (width > 2 && Math.ceil(n / width) * width - n < width / 2 ? 1 : 0) }
}

function improve(wanted: readonly Tile[], cells: Tile[]): Tile[] {
  const at: Tile[] = [...cells] // the first wanted.length cells are taken, the rest stay empty
  const cost = (i: number, cell: Tile): number =>
    i < wanted.length ? (wanted[i]![0] - cell[0]) ** 2 + (wanted[i]![1] - cell[1]) ** 2 : 0
  for (let changed = true; changed;) {
    changed = false
    for (let i = 0; i < wanted.length; i++)
      for (let j = i + 1; j < at.length; j++) {
        const gain = cost(i, at[i]!) + cost(j, at[j]!) - cost(i, at[j]!) - cost(j, at[i]!)
        if (gain < 1e-9) continue
        ;[at[i], at[j]] = [at[j]!, at[i]!]
        changed = true
      }
  }
  return at.slice(0, wanted.length)
}

/** Drops rows and columns that stayed empty. */
function tight(tiles: Tile[]): Tile[] {
  const xs = [...new Set(tiles.map(([x]) => x))].sort((a, b) => a - b)
  const ys = [...new Set(tiles.map(([, y]) => y))].sort((a, b) => a - b)
  return tiles.map(([x, y]) => [xs.indexOf(x), ys.indexOf(y)])
}

function inRows(n: number): Tile[] {
  const width = Math.ceil(Math.sqrt(n))
  return Array.from({ length: n }, (_, i) => [i % width, Math.floor(i / width)])
}
