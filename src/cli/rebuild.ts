import { readConfig } from '#server/config.ts'
import { rebuild } from '#server/append/rebuild.ts'
import { openHouse } from '#server/house.ts'

/** Folds every record again from its entries; says how many differed from the cache and writes those anew. */
export async function run(args: string[]): Promise<void> {
  const house = await openHouse(readConfig())
  try {
    const { streams, differing } = await rebuild(house.pool, { isDry: args.includes('--check') })
    process.stdout.write(`${streams} records folded, ${differing} differed\n`)
    if (differing > 0 && args.includes('--check')) process.exitCode = 1
  } finally {
    await house.close({ isGuest: true })
  }
}
