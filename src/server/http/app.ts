import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify'
import { Archive } from '../documents/archive.ts'
import { Press } from '../documents/press.ts'
import type { Deps } from './deps.ts'
import { routes as afar } from './afar.ts'
import { routes as documents } from './documents.ts'
import { routes as deviceKey } from './device-key.ts'
import { routes as entries } from './entries.ts'
import { routes as files } from './files.ts'
import { routes as health } from './health.ts'
import { routes as imports } from './import.ts'
import { routes as inbox } from './inbox.ts'
import { limitsOf } from './limits.ts'
import { routes as publicLog } from './log.ts'
import { routes as openapi } from './openapi.ts'
import { routes as oversight } from './oversight.ts'
import { ProblemError } from './problem.ts'
import { asProblem, MOST_FILE, MOST_JSON, problemDetails } from './problem-details.ts'
import { routes as records } from './records.ts'
import { routes as registers } from './register.ts'
import { routes as receipts } from './receipts.ts'
import { routes as session, sessionHook } from './session.ts'
import { routes as accounts } from './accounts.ts'
import { routes as sheet } from './sheet.ts'
import { routes as sms } from './sms.ts'
import { routes as sync } from './sync.ts'
import { languageIn } from './language.ts'
import { measure } from './metrics.ts'
import { routes as web } from './web.ts'

/** The HTTP server over its parts; it listens when `listen` is called. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: MOST_JSON,
    logger:
      deps.config.logLevel === 'silent'
        ? false
        : {
            level: deps.config.logLevel,
            serializers: { req: (req) => ({ method: req.method, route: req.routeOptions?.url }) },
            redact: ['req.headers'],
            ...(deps.logTo && { stream: deps.logTo }),
          },
    logController: new LogController({ disableRequestLogging: true }),
    // Only a proxy of our own network may say where a request came from: limits on guessing go by that address.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    genReqId: () => crypto.randomUUID(),
  })
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    const problem = asProblem(error, request.routeOptions.bodyLimit)
    if (problem.status >= 500)
      request.log.error(
        { code: problem.code, name: error.name, at: error.stack?.split('\n')[1]?.trim() },
        'request failed',
      )
    const language = request.signed?.language ?? languageIn(request.headers) ?? 'en'
    void reply.code(problem.status).type('application/problem+json').send(problemDetails(problem, language))
  })
  // A connection that was busy when the server began to stop would else be kept open for the next request, over a minute.
  let isStopping = false
  app.addHook('preClose', async () => void (isStopping = true))
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close')
  })
  app.setNotFoundHandler(() => {
    throw new ProblemError('NOT_FOUND')
  })
  measure(app, deps.now)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'unsafe-inline'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: deps.config.origin?.startsWith('https') ?? false,
  })
  await app.register(rateLimit, limitsOf(deps.config))
  await app.register(multipart, { limits: { fileSize: MOST_FILE, files: 1 } })
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: 2 * 1024 * 1024 },
    (_request, body, done) => done(null, body),
  )
  const press = new Press()
  app.decorate('press', press)
  const archive = new Archive({ ...deps, press })
  app.decorate('archive', archive)
  app.addHook('onListen', async () => void archive.drain())
  app.addHook('onClose', async () => {
    await archive.close()
    await press.close()
  })
  sessionHook(app, deps)
  for (const routes of [
    health,
    session,
    accounts,
    entries,
    sync,
    inbox,
    afar,
    records,
    registers,
    sheet,
    sms,
    oversight,
    imports,
    documents,
    files,
    publicLog,
    receipts,
    deviceKey,
    openapi,
  ])
    await app.register((scope) => routes(scope, deps))
  await app.register((scope) => web(scope, deps))
  return app
}
