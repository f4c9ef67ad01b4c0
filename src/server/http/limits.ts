import { normalizeIP, type RateLimitPluginOptions } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { LIMITS, type Config } from '../config.ts'
import { ProblemError } from './problem.ts'

/** Sessions and addresses counted at a time; the ones heard of longest ago make room. */
const MOST_COUNTED = 50_000

/**
 * Every route of the API counts: for a session once she is known, for an address where a route is open. A session,
 * never what a request calls itself: whoever invents a cookie for each request is still one address.
 */
export const limitsOf = ({ limits = LIMITS }: Config): RateLimitPluginOptions => ({
  timeWindow: '1 minute',
  cache: MOST_COUNTED,
  max: (request) => (request.signed ? limits.session : limits.address),
  keyGenerator: (request) => request.signed?.session ?? normalizeIP(request.ip),
  allowList: isOutsideApi,
  errorResponseBuilder: () => new ProblemError('TOO_MANY_REQUESTS'),
})

/** The app's own files, the public log and the documentation are the same for all, and a proxy may keep them. */
const isOutsideApi = ({ routeOptions }: FastifyRequest): boolean => !routeOptions.url?.startsWith('/api/v1/')
