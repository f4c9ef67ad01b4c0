import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { toAscii } from '#kernel/rule/digits.ts'
import { ProblemError } from '../http/problem.ts'
import { commonPasswords } from './common-passwords.ts'

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one lane; some 20 ms on a small server. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const SHORTEST = 10

/** At most this many hashes at once: the thread pool has four threads, and appends go on during a sign-in rush. */
const AT_ONCE = 2
/** Beyond this many waiting (about ten seconds) it is kinder to say so at once. */
const MOST_WAITING = 1_000

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= MOST_WAITING) throw new ProblemError('TOO_MANY_REQUESTS')
  // Whoever finishes hands the place on, so `running` never passes the limit.
  if (running < AT_ONCE) running += 1
  else await new Promise<void>((next) => waiting.push(next))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** The same password whichever keyboard typed it: composed or decomposed letters, digits of any of the three scripts. */
const plain = (password: string): string => toAscii(password.normalize('NFKC'))

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(plain(password), COST))

let dummy: Promise<string> | undefined

/** Whether a password is the one behind a hash. Without a hash it takes as long and says no. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this one')
  const against = stored ?? (await dummy)
  const isRight = await inTurn(() => verify(against, plain(password)))
  return isRight && stored !== undefined
}

/** Refuses a new password that others would guess first. */
export function checkPassword(password: string, username: string): void {
  const given = plain(password).toLowerCase()
  if ([...given].length < SHORTEST) throw new ProblemError('PASSWORD_TOO_SHORT', { min: SHORTEST })
  const bare = given.replace(/[\s._@!#-]+/g, '')
  const isRun = new Set(given).size <= 3
  const isHerName = bare.replaceAll(username.replace(/[._-]+/g, ''), '').length < SHORTEST / 2
  if (isRun || isHerName || commonPasswords.has(given) || commonPasswords.has(bare))
    throw new ProblemError('PASSWORD_COMMON')
}

const CONSONANTS = 'bdgkmnprst'
const VOWELS = 'aeiou'

/** A first password that can be read out on the phone: four words of two syllables and a number, 52 bits. */
export function makePassword(): string {
  const pick = (letters: string): string => letters[randomInt(letters.length)]!
  const syllable = (): string => pick(CONSONANTS) + pick(VOWELS)
  return [...Array.from({ length: 4 }, () => syllable() + syllable()), String(randomInt(10, 100))].join('-')
}
