import { readConfig } from '#server/config.ts'
import { rebuild } from '#server/append/rebuild.ts'
import { openHouse } from '#server/house.ts'
import { retally } from '#server/rollup/retally.ts'

/** Folds every record and counts every number again; says how many differed and writes those anew. */
export async function run(args: string[]): Promise<void> {
  const house = await openHouse(readConfig())
  const isDry = args.includes('--check')
  try {
    const { streams, differing } = await rebuild(house.pool, { isDry })
    process.stdout.write(`${streams} records folded, ${differing} differed\n`)
    const faults = await retally(house.pool, house.directory, { isDry })
    process.stdout.write(`numbers of offices counted again, ${faults.length} differed\n`)
    if (differing + faults.length > 0 && isDry) process.exitCode = 1
  } finally {
    await house.close({ isGuest: true })
  }
}
