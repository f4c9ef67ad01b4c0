import type { DemoLand, DemoSchool } from './world.ts'

/** The officer of the office next above a school. */
export function officerOver(land: DemoLand, school: DemoSchool): string | undefined {
  const post = land.posts.find(({ office, role }) => office === school.office.parent && role === 'officer')
  return post && land.postings.find((posting) => posting.post === post.id)?.person
}
