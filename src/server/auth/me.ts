import type { Name, Script } from '#kernel/field/name.ts'
import type { Directory, Held } from '../directory.ts'
import { presentPosts, type Live } from './sessions.ts'

/** One post of the person, as her device shows and keeps it. */
export type PostView = {
  post: string
  role: Held['role']
  title: Name
  kind: string
  from: string
  to?: string
  office: { id: string; code: string; level: string; names: Name; path: string }
  pack: string
}

/** What a device knows of the person who signed in. */
export type Me = {
  person: { id: string; names: Name }
  username: string
  mustChange: boolean
  hasTotp: boolean
  /** An officer who has not set up her authenticator: until then nothing else is answered. */
  needsTotp: boolean
  language?: Script
  session: string
  time: number
  /** The post under which she acts; empty when she holds none today. */
  post: string
  posts: PostView[]
}

export function meOf(live: Live, directory: Directory, now: number): Me {
  const present = presentPosts(live.posts, directory, now)
  return {
    person: { id: live.person, names: live.names },
    username: live.username,
    mustChange: live.mustChange,
    hasTotp: live.hasTotp,
    needsTotp: needsTotp(live, present),
    ...(live.language && { language: live.language }),
    session: live.id,
    time: now,
    post: (present.find((held) => held.post === live.post) ?? present[0])?.post ?? '',
    posts: present.map(postView),
  }
}

/** Officers see whole districts: a password alone does not open that. */
export const needsTotp = (live: Live, present: readonly Held[]): boolean =>
  !live.hasTotp && present.some((held) => held.role === 'officer')

const postView = ({ post, role, title, kind, from, to, office }: Held): PostView => ({
  post,
  role,
  title,
  kind,
  from,
  ...(to && { to }),
  office: { id: office.id, code: office.code, level: office.level, names: office.names, path: office.path },
  pack: office.pack,
})
