import { readConfig } from '#server/config.ts'
import { openHouse } from '#server/house.ts'
import { serve } from '#server/serve.ts'
import { startTestGateway } from '#server/sms/test-gateway.ts'
import { run as build } from './build.ts'
import type { DemoSignIn } from './demo/load-accounts.ts'

/** Starts everything and serves until it is told to stop; a second signal does not wait. */
export async function run(): Promise<void> {
  const given = readConfig()
  // Where no gateway is configured the demonstration has its own: a telephone on a page.
  const phone = given.demo && !given.sms ? await startTestGateway() : undefined
  const config = phone ? { ...given, sms: phone.config } : given
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
  phone?.connect(address)
  if (phone) process.stdout.write(`  ${phone.address}  a telephone for text messages: try MDM 45 38\n`)
  let isStopping = false
  const end = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1)
    isStopping = true
    say(`${signal}: finishing what is under way…`)
    void Promise.all([stop(), phone?.stop()]).then(() => process.exit(0))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
