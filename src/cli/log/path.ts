import { parseTilePath } from '#kernel/log/tile-path.ts'
import { reject } from './stdin.ts'

export const help = `
khata log path PATH
  A path of a tile or bundle (c2sp.org/tlog-tiles). Prints level, index and width and exits 0, or exits 1 where the
  path has any other spelling than the one allowed.`

export async function run([path = '']: string[]): Promise<void> {
  const name = parseTilePath(path)
  if (!name) return reject('TILE_PATH_WRONG')
  process.stdout.write(`${name.level} ${name.index} ${name.width}\n`)
}
