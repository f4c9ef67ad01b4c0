/** The server in a process of its own; tells its port to the test that forked it, and ends in order on SIGTERM. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#server/config.ts'
import { openHouse } from '#server/house.ts'
import { serve } from '#server/serve.ts'

const given = process.env['KHATA_DATA']
const data = given ?? mkdtempSync(join(tmpdir(), 'khata-served-'))
process.once('exit', () => given || rmSync(data, { recursive: true, force: true }))
const house = await openHouse({ ...readConfig(), data })
const { app, stop } = await serve(house)
process.send!((app.server.address() as { port: number }).port)
process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
