import type { Operation } from './operation.ts'
import { integer, list, map, object, oneOf, string } from './schema.ts'

const receipt = {
  description:
    'Where the entry stands in the public log: `receipt` opens all its values, `short` none (c2sp.org/tlog-proof)',
  oneOf: [
    object({ status: oneOf('waiting') }),
    object({
      status: oneOf('logged'),
      index: integer(),
      size: integer(),
      receipt: string(),
      short: string(),
    }),
  ],
}

/** What is asked about the public log; its files are served under `/log` as c2sp.org/tlog-tiles has it. */
export const logOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/log/checkpoint',
    id: 'logCheckpoint',
    tag: 'Public log',
    summary: 'The newest published checkpoint (c2sp.org/tlog-checkpoint)',
    answer: [{ type: 'text/plain', schema: string() }],
    codes: ['NOT_FOUND'],
    isOpen: true,
  },
  {
    method: 'get',
    path: '/log/policy',
    id: 'logPolicy',
    tag: 'Public log',
    summary: 'The key of the log and the witnesses it asks (c2sp.org/tlog-policy)',
    answer: [{ type: 'text/plain', schema: string() }],
    isOpen: true,
  },
  {
    method: 'get',
    path: '/log/tile/{stream}',
    id: 'logTile',
    tag: 'Public log',
    summary: 'A tile of hashes or a bundle of entries (c2sp.org/tlog-tiles)',
    answer: [{ type: 'application/octet-stream', schema: {} }],
    codes: ['NOT_FOUND'],
    isOpen: true,
  },
  {
    method: 'get',
    path: '/api/v1/log',
    id: 'log',
    tag: 'Public log',
    summary: 'Name, key and size of the public log, its witnesses, and what is wrong with it',
    answer: {
      description: 'A server that keeps no log says only that',
      oneOf: [
        object({ kept: { const: false } }),
        object({
          kept: { const: true },
          origin: string(),
          vkey: string(),
          size: integer({ description: 'Entries that the published checkpoint covers' }),
          signed: {
            type: ['number', 'null'],
            description: 'When the newest checkpoint was signed, milliseconds since 1970',
          },
          signedSize: integer(),
          witnesses: list(map({})),
          stuck: { type: 'boolean', description: 'Whether the sequencer has failed and waits for a person' },
          waitingSince: {
            type: ['number', 'null'],
            description: 'Since when the checkpoint waits for its witnesses, milliseconds since 1970',
          },
          incidents: list(object({ code: string(), facts: map({}), found: { type: 'number' } })),
        }),
      ],
    },
    isOpen: true,
  },
  {
    method: 'get',
    path: '/api/v1/receipts/{office}/{entry}',
    id: 'receipt',
    tag: 'Public log',
    summary: 'The receipt of an entry that the caller may read',
    answer: receipt,
    codes: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/api/v1/device-key',
    id: 'deviceKey',
    tag: 'Public log',
    summary: 'Registers the public key with which this device signs its entries',
    body: object({
      device: string(),
      alg: oneOf('Ed25519', 'ES256'),
      publicKey: string({ description: 'SPKI, base64url' }),
      sig: string({ description: 'Over khata-device-key/v1, person and device, a line each' }),
    }),
    answer: object({ id: string(), revoked: { type: 'boolean' } }),
    codes: ['REQUEST_MALFORMED'],
  },
  {
    method: 'get',
    path: '/api/v1/receipts',
    id: 'receipts',
    tag: 'Public log',
    summary: 'Receipts of entries that the caller has made, by their ids; an entry that is not there has none',
    query: { ids: string({ description: 'Up to 100 ids, with commas' }) },
    answer: object({ receipts: map(receipt) }),
    codes: ['REQUEST_MALFORMED'],
  },
]
