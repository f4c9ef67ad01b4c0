import { addDays, type Day } from '#kernel/rule/day.ts'
import { postKind, type LandPlan } from './land-plan.ts'
import { demoId, Random } from './random.ts'
import type { DemoPerson, DemoPost, DemoPosting } from './world.ts'

/** People, the posts they hold and since when; teachers of a school in order, found by school code. */
export type Staff = {
  people: DemoPerson[]
  posts: DemoPost[]
  postings: DemoPosting[]
  heads: string[]
  teachers: string[][]
  officers: Map<string, string>
}

/** Everybody who works in a land, from the school to the top. */
export function makeStaff(plan: LandPlan, seed: string, today: Day): Staff {
  const staff: Staff = { people: [], posts: [], postings: [], heads: [], teachers: [], officers: new Map() }
  const own = `${seed}/${plan.pack.id}`
  const seats = new Map<string, string>()
  const random = new Random(`${own}/staff`)

  const person = (key: string, sex: DemoPerson['sex']): string => {
    const id = demoId(own, `person/${key}`)
    const code = `${plan.pack.id === 'bd-primary' ? 'D' : 'U'}${1001 + staff.people.length}`
    staff.people.push({ id, code, names: plan.names.adult(random, sex), sex })
    return id
  }
  const seat = (key: string, office: string, kind: string): string => {
    const id = demoId(own, `post/${key}`)
    staff.posts.push({ id, office, kind, role: postKind(plan.pack, kind).role })
    seats.set(key, id)
    return id
  }
  const place = (post: string, holder: string, kind: DemoPosting['kind'], from: Day): void => {
    staff.postings.push({ id: demoId(own, `posting/${post}/${holder}`), post, person: holder, kind, from })
  }
  const since = (least: number, most: number): Day => addDays(today, -random.between(least, most))

  for (const { key, office, kind, sex } of plan.officers) {
    const id = person(key, sex)
    staff.officers.set(key, id)
    place(seat(key, office, kind), id, 'regular', since(200, 1100))
  }
  for (const { key, also } of plan.officers)
    if (also)
      place(
        seats.get(also.of) ?? seat(`${key}/also`, also.office, also.kind),
        staff.officers.get(key)!,
        'additional',
        addDays(today, -20),
      )

  plan.schools.forEach(({ code, groups }, i) => {
    const head = person(`head/${code}`, random.chance(0.4) ? 'female' : 'male')
    place(seat(`head/${code}`, code, plan.headKind(i)), head, 'regular', since(300, 3000))
    staff.heads.push(head)
    const wish = random.between(plan.teachers.least, plan.teachers.most)
    const n = groups.length > 6 ? plan.teachers.most : wish
    staff.teachers.push(
      Array.from({ length: n }, (_, t) => {
        const key = `teacher/${code}/${t}`
        const id = person(key, random.chance(0.62) ? 'female' : 'male')
        place(seat(key, code, plan.teacherKind(t)), id, 'regular', since(200, 4000))
        return id
      }),
    )
  })
  return staff
}
