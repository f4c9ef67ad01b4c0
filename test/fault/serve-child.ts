/** The server in a process of its own; tells its port to the test that forked it, and ends in order on SIGTERM. */
import { readConfig } from '#server/config.ts'
import { openHouse } from '#server/house.ts'
import { serve } from '#server/serve.ts'

const house = await openHouse(readConfig())
const { app, stop } = await serve(house)
process.send!((app.server.address() as { port: number }).port)
process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
