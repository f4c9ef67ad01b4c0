import type { Name } from '#kernel/field/name.ts'

/** One person whom this office looks after, as the server tells of her account. */
export type Account = {
  person: { id: string; names: Name }
  username?: string
  isDisabled: boolean
  mustChange: boolean
  hasTotp: boolean
  isLocked: boolean
  sessions: number
  seen?: number
  post: string
  title: Name
  office: { id: string; code: string; names: Name }
}

/** What is handed over on paper, once. */
export type Handover = { person: string; username: string; password: string }

export const accountStates = ['none', 'first', 'locked', 'closed', 'used'] as const
export type AccountState = (typeof accountStates)[number]

/** How it stands with an account, by what most wants to be seen. */
export function accountState(account: Account): AccountState {
  if (account.username === undefined) return 'none'
  if (account.isDisabled) return 'closed'
  if (account.isLocked) return 'locked'
  return account.mustChange ? 'first' : 'used'
}

export const stateTone: { readonly [S in AccountState]: string } = {
  none: '',
  first: 'wait',
  locked: 'bad',
  closed: 'bad',
  used: 'go',
}
