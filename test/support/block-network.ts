/** Loaded before every test file: a test that reaches beyond this machine fails, wherever it runs. */
import { Socket } from 'node:net'

const allowed = new Set(['127.0.0.1', 'localhost', '::1', ''])

type Connect = (this: Socket, ...args: unknown[]) => Socket

const original = Socket.prototype.connect as unknown as Connect

const guarded: Connect = function (...args) {
  const host = hostOf(args)
  if (!allowed.has(host))
    throw new Error(`NETWORK_BLOCKED: a test tried to reach ${host}; only this machine is allowed`)
  return original.apply(this, args)
}

Socket.prototype.connect = guarded as unknown as Socket['connect']

/** Node passes (options), (port, host), (path) or one array of its own making; a path or no host is this machine. */
function hostOf(args: unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) return (first as { host?: string }).host ?? ''
  return typeof second === 'string' ? second : ''
}
