/** What the kernel itself may refuse, hold or flag; each system adds its own codes in its definition. */
export const kernelCodes = [
  'BODY_NOT_OBJECT',
  'BODY_TOO_LARGE',
  'CLAIMED_ELSEWHERE',
  'CLASH',
  'DAY_IN_FUTURE',
  'DEVICE_CHAIN_BROKEN',
  'DEVICE_KEY_UNKNOWN',
  'DEVICE_REVOKED',
  'DEVICE_SIGNATURE_WRONG',
  'FIELD_MISSING',
  'FIELD_NOT_ALLOWED',
  'FIELD_TOO_LARGE',
  'FIELD_TOO_LONG',
  'FIELD_TOO_SMALL',
  'FIELD_UNKNOWN',
  'FIELD_UNKNOWN_CHOICE',
  'FIELD_WRONG_CODE',
  'FIELD_WRONG_DAY',
  'FIELD_WRONG_PERIOD',
  'FIELD_WRONG_TYPE',
  'ENTRY_MALFORMED',
  'ENTRY_STREAM_WRONG',
  'ENTRY_VERSION_UNKNOWN',
  'HOLIDAY',
  'LATE_AFTER_LOCK',
  'NUMBER_USED',
  'OFFICE_FOREIGN',
  'OFFICE_CLOSED',
  'POST_NOT_HELD',
  'REASON_MISSING',
  'RECORD_MISSING',
  'REPLACED_UNKNOWN',
  'ROLE_NOT_ALLOWED',
  'SMS_DAY_WRONG',
  'SMS_KEYWORD_UNKNOWN',
  'SMS_NUMBER_SHARED',
  'SMS_NUMBER_UNKNOWN',
  'SMS_WORD_EXTRA',
  'SMS_WORD_MISSING',
  'SMS_WORD_WRONG',
  'STATE_NOT_ALLOWED',
  'STEP_UNKNOWN',
  'SYSTEM_NOT_ENABLED',
  'SYSTEM_UNKNOWN',
  'TEXT_MALFORMED',
  'YEAR_CLOSED',
] as const

export type KernelCode = (typeof kernelCodes)[number]

/** Facts are shown to people inside a translated sentence, so they are plain values. */
export type Facts = Readonly<Record<string, string | number>>

/** One reason why an entry is refused, held or flagged: a code, where in the body, and the facts of the sentence. */
export type Problem<C extends string = string> = { code: C; at?: string; facts?: Facts }

/** A check's answer: refuse turns the entry down, hold asks a person to decide, flag keeps it and marks it. */
export type Verdict<C extends string = string> = Problem<C> & { weight: 'refuse' | 'hold' | 'flag' }

/** Turns an entry down: only for what the rules forbid outright (reused numbers, foreign pupils, wrong powers). */
export const refuse = <const C extends string>(code: C, facts?: Facts, at?: string): Verdict<C> =>
  verdict('refuse', code, facts, at)

/** Keeps an entry apart until a person with the power decides. */
export const hold = <const C extends string>(code: C, facts?: Facts, at?: string): Verdict<C> =>
  verdict('hold', code, facts, at)

/** Takes an entry and marks what is unusual, so that a reason can be asked: the default for the unexpected. */
export const flag = <const C extends string>(code: C, facts?: Facts, at?: string): Verdict<C> =>
  verdict('flag', code, facts, at)

function verdict<C extends string>(weight: Verdict['weight'], code: C, facts?: Facts, at?: string): Verdict<C> {
  return { weight, code, ...(facts && { facts }), ...(at && { at }) }
}
