/** The system account the bundled PostgreSQL runs under. */
import { readFileSync } from 'node:fs'
import { EmbeddedError } from './embedded-error.ts'

/** A uid and gid to drop to, or nothing when the present user may serve. */
export type Account = { uid?: number; gid?: number }

/**
 * Chooses the account: the present one, unless that is root, which PostgreSQL refuses. It must have a line in
 * /etc/passwd, or initdb stops; `nobody` has one in every mainstream image.
 */
export function chooseAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length >= 4 && Number(parts[2]) > 0)
  const wished = [process.env.KHATA_DB_ACCOUNT, 'postgres', 'nobody']
  const found =
    wished.map((name) => lines.find((parts) => parts[0] === name)).find(Boolean) ??
    lines.find((parts) => Number(parts[2]) >= 1000)
  if (!found) throw new EmbeddedError('DB_EMBEDDED_NO_ACCOUNT', 'running as root and /etc/passwd lists no other user')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}
