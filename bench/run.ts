/** npm run -s bench -- NAME: one figure and its ratio to the bare floor, taken in one run. */
import { readdirSync } from 'node:fs'
import type { Bench, Figure } from './support/figure.ts'

const here = new URL('.', import.meta.url)
const known = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .sort()
const name = process.argv.slice(2).find((argument) => !argument.startsWith('--'))

if (!name) {
  for (const one of known) console.log(one)
} else if (!known.includes(name)) {
  console.error(`no bench named ${name}; there are: ${known.join(', ') || 'none yet'}`)
  process.exitCode = 2
} else {
  await measure(name)
}

/** Standard output carries the JSON line alone, so whatever a bench prints on the way goes to standard error. */
async function measure(bench: string): Promise<void> {
  const write = process.stdout.write
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write
  const module = (await import(`./${bench}.ts`)) as { default: Bench }
  const figure = await module.default()
  process.stdout.write = write
  describe(figure)
  console.log(JSON.stringify(figure))
}

function describe(figure: Figure): void {
  const { name: title, value, unit, floor, ratio, ...rest } = figure
  console.error(`${title}: ${round(value)} ${unit}`)
  if (floor !== undefined) console.error(`  floor: ${round(floor)} ${unit}`)
  if (ratio !== undefined) console.error(`  ratio: ${round(ratio)}`)
  for (const [key, fact] of Object.entries(rest)) {
    console.error(`  ${key}: ${typeof fact === 'number' ? round(fact) : JSON.stringify(fact)}`)
  }
}

function round(value: number): string {
  return new Intl.NumberFormat('en-IN', { maximumSignificantDigits: 4 }).format(value)
}
