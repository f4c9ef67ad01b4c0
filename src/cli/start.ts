import { readConfig } from '#server/config.ts'
import { openHouse } from '#server/house.ts'
import { serve } from '#server/serve.ts'
import { run as build } from './build.ts'
import type { DemoSignIn } from './demo/load-accounts.ts'

/** Starts everything and serves until it is told to stop; a second signal does not wait. */
export async function run(): Promise<void> {
  const config = readConfig()
  await build()
  const house = await openHouse(config)
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  let signIns: DemoSignIn[] = []
  if (config.demo) {
    const { loadDemo } = await import('./demo/load.ts')
    signIns = await loadDemo(house, say)
  }
  const { address, stop } = await serve(house, { demo: signIns })
  process.stdout.write(`\nKhata  ${address}\n`)
  for (const { username, password, title, office } of signIns)
    process.stdout.write(`  ${username.padEnd(16)} ${password.padEnd(18)} ${title.en ?? ''}, ${office.en ?? ''}\n`)
  let isStopping = false
  const end = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1)
    isStopping = true
    say(`${signal}: finishing what is under way…`)
    void stop().then(() => process.exit(0))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
