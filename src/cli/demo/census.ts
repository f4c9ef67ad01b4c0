import type { Body } from '#kernel/entry/record.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { DemoPage } from './demo-page.ts'
import { demoId, Random } from './random.ts'
import type { DemoLand, DemoPupil, DemoSchool } from './world.ts'

type Plan = { seed: string; land: Pick<DemoLand, 'pack'>; school: DemoSchool; from: Day; isFull: boolean }

const HABITATIONS: Readonly<Record<string, readonly string[]>> = {
  'bd-primary': ['পূর্বপাড়া', 'পশ্চিমপাড়া', 'মধ্যপাড়া', 'চরপাড়া'],
  'up-basic': ['पूरब टोला', 'पश्चिम टोला', 'बीच टोला', 'नई बस्ती'],
}
const CAUSES = ['work', 'siblings', 'distance', 'moving', 'poverty', 'illness', 'no-wish']
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'bd-primary': ['কিন্ডারগার্টেন', 'মাদ্রাসা', 'ব্র্যাক স্কুল'],
  'up-basic': ['किंडरगार्टन', 'मदरसा', 'पब्लिक स्कूल'],
}

/** How many pupils of the school are met at their doors, and how many children who go to none. */
const MET = { full: 48, few: 12 }

/**
 * A round of the child census in the third month of the school year: pupils of the school, children of other schools,
 * and those who go to none, of whom the later weeks find some gone and some at school.
 */
export function censusOf({ seed, land, school, from, isFull }: Plan): DemoPage[] {
  const random = new Random(`${seed}/census/${school.office.code}`)
  const started = addDays(from, 92)
  const keepers = [school.head, ...Object.values(school.keepers)]
  const here = school.pupils.filter(({ admitted }) => admitted < started)
  const met = here.slice(0, isFull ? MET.full : MET.few)
  return met.flatMap((pupil, i): DemoPage[] => {
    const [day, by] = [addDays(started, i % 20), keepers[i % keepers.length]!]
    const child = demoId(`${seed}/census/${school.office.code}`, `child ${i}`)
    const page = (more: Body): DemoPage => ({
      system: 'census',
      step: 'enter',
      by,
      day,
      body: { child, on: day, ...doorOf(land.pack, pupil, i), ...more },
    })
    const step = (name: string, after: number, body: Body): DemoPage => {
      const on = addDays(day, after)
      return {
        system: 'census',
        step: name,
        by,
        day: on,
        stream: child,
        body: name === 'match' ? body : { on, ...body },
      }
    }
    const { names, sex, birth } = pupil
    // Every sixth child of the round goes to no school: a child of the same family, by the name of another.
    if (i % 6 === 5) {
      const other = here[(i * 7 + 11) % here.length]!
      const out = { name: other.names, sex: other.sex, age: 7 + random.below(7), cause: random.pick(CAUSES) }
      const found = page({ ...out, status: i % 12 === 5 ? 'never' : 'dropout' })
      const fate = random.next()
      if (fate < 0.25) return [found, step('gone', 40, { note: 'moved to the kilns' })]
      if (fate < 0.45)
        return [found, step('visit', 40, { status: 'enrolled', where: random.pick(ELSEWHERE[land.pack]!) })]
      return [found]
    }
    const { names: called } = school.office
    const where = called.bn ?? called.hi ?? called.en ?? ''
    const entered = page({ name: names, sex, birth, status: 'enrolled', where })
    return i % 3 === 0 ? [entered] : [entered, step('match', 3, { pupil: pupil.id })]
  })
}

const doorOf = (pack: string, { father, mother }: DemoPupil, i: number): Body => ({
  habitation: HABITATIONS[pack]![i % HABITATIONS[pack]!.length]!,
  house: String(1 + ((i * 13) % 90)),
  householder: father.bn ?? father.hi ?? father.en ?? '',
  father,
  mother,
})
