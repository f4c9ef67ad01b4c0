import type { DeclaredDay } from '#kernel/define/make-context.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'

/**
 * The days that pages of the holiday register declare closed or open, those of higher offices first, so that a
 * school's own word on a day (open after all) goes last and wins.
 */
export function declaredDays(pages: readonly Record[], depth: (office: string) => number): DeclaredDay[] {
  return pages
    .filter((page) => page.system === 'holiday' && page.state === 'entered')
    .sort((a, b) => depth(a.office) - depth(b.office) || (a.stream < b.stream ? -1 : 1))
    .map(({ body }) => ({
      day: String(body['on']),
      open: body['kind'] === 'open',
      names: (body['title'] ?? {}) as Name,
      ...(body['only'] !== undefined && body['only'] !== 'all' && { only: String(body['only']) }),
    }))
}
