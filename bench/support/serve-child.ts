/** The server in a process of its own on DATABASE_URL; tells its port to the bench that forked it. */
import { readConfig } from '#server/config.ts'
import { openHouse } from '#server/house.ts'
import { serve } from '#server/serve.ts'
import { benchConfig } from './bench-house.ts'

const house = await openHouse({ ...benchConfig(), databaseUrl: readConfig().databaseUrl! })
const { app, stop } = await serve(house)
process.send!((app.server.address() as { port: number }).port)
process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
