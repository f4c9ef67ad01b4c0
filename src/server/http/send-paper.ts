import type { FastifyReply, FastifyRequest } from 'fastify'
import { digestOf } from '../documents/digest.ts'
import type { Paper } from '../documents/paper.ts'
import { verifyAddress } from '../documents/verify-address.ts'
import type { Office } from '../directory.ts'
import type { Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { named } from './send-table.ts'

/** The address people type, as the operator set it, else as this request found us. */
export const originOf = (request: FastifyRequest, deps: Deps): string =>
  deps.config.origin ?? `${request.protocol}://${request.host}`

/** A paper as PDF, with the code by which anybody may check it; `what` says which sheet or page of the office it is. */
export async function sendPaper(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  paper: Paper,
  { office, what }: { office: Office; what: string },
): Promise<FastifyReply> {
  const digest = digestOf(paper)
  const verify = verifyAddress(originOf(request, deps), { office: office.code, what, digest })
  const pdf = await request.server.press.print({ ...paper, verify }, deps.now()).catch((error: Error) => {
    request.log.error({ what, fault: error.message.slice(0, 500) }, 'a paper could not be printed')
    throw new ProblemError('PAPER_UNPRINTABLE')
  })
  named(reply, `${office.code}-${what.replaceAll('/', '-')}`, 'pdf', 'inline')
  return reply.type('application/pdf').header('x-khata-digest', digest).send(pdf)
}
