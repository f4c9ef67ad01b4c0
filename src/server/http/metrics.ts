import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client'
import type { Answer } from '../append/answer.ts'
import type { Rollup } from '../rollup/rollup.ts'

const entries = new Counter({
  name: 'khata_entries_total',
  help: 'Entries answered, by answer',
  labelNames: ['status'],
  registers: [register],
})
const requests = new Histogram({
  name: 'khata_request_seconds',
  help: 'Time to answer, by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
  registers: [register],
})
const syncLag = new Histogram({
  name: 'khata_sync_lag_seconds',
  help: 'Time from an entry on the device, by its clock, to its arrival',
  buckets: [1, 10, 60, 600, 3_600, 6 * 3_600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400],
  registers: [register],
})
const rollupLag = new Gauge({
  name: 'khata_rollup_lag_seconds',
  help: 'How far the numbers of offices are behind the entries',
  registers: [register],
})

let hasDefaults = false

/** Counts answers for the operator's graphs. */
export function countEntries(answers: readonly Answer[]): void {
  for (const { status } of answers) entries.inc({ status })
}

/** Times every request of an app; routes by their pattern, so that no id of a person becomes a label. */
export function measure(app: FastifyInstance, now: () => number): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    if (route === '/api/v1/entries' && reply.statusCode === 200) observeLag(request.body, now())
    done()
  })
}

function observeLag(body: unknown, now: number): void {
  const sent = (body as { entries: readonly { clock?: { at?: unknown } }[] }).entries
  for (const entry of sent) {
    const at = entry?.clock?.at
    if (typeof at === 'number') syncLag.observe(Math.max(0, now - at) / 1000)
  }
}

/** What Prometheus reads. */
export async function metricsText(rollup: Rollup): Promise<{ type: string; text: string }> {
  if (!hasDefaults) collectDefaultMetrics({ register })
  hasDefaults = true
  rollupLag.set(rollup.lagSeconds())
  return { type: register.contentType, text: await register.metrics() }
}
