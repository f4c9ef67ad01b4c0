import type { Operation } from './operation.ts'
import { object, oneOf, string } from './schema.ts'

/** What a gateway of text messages calls. */
export const smsOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/sms/inbound',
    id: 'smsInbound',
    tag: 'Messages',
    summary:
      'A text message, posted by the gateway with its secret as bearer token; told again with the same id it changes nothing. There only where a gateway is configured',
    body: object({
      id: string({ minLength: 1, maxLength: 200 }),
      from: string({ minLength: 1, maxLength: 40 }),
      text: string({ maxLength: 2000 }),
    }),
    answer: object({ status: oneOf('accepted', 'held', 'refused', 'told'), answer: string() }),
    codes: ['NOT_ALLOWED'],
    isOpen: true,
  },
]
