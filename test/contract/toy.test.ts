/** The contract itself: a toy procedure keeps it, and each way of breaking it is found. */
import { describe, expect, test } from 'vitest'
import { defineProcedure } from '#kernel/define/procedure.ts'
import { head, teacher } from '#kernel/define/who.ts'
import { flag } from '#kernel/error.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, mass, money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { instant } from '#kernel/field/instant.ts'
import { point } from '#kernel/field/point.ts'
import { ref } from '#kernel/field/ref.ts'
import { rows } from '#kernel/field/rows.ts'
import { text } from '#kernel/field/text.ts'
import { yesNo } from '#kernel/field/yes-no.ts'
import { missingPaths, requiredPaths, strayPaths, textFaults, type Labels } from './labels.ts'
import { waysOf } from './samples.ts'
import { contractOf } from './suite.ts'

const repair = defineProcedure({
  id: 'toy-repair',
  version: 1,
  catalogue: ['S5'],
  subject: 'person',
  key: ['case'],
  fields: {
    case: ref('record', { self: true }),
    person: ref('person'),
    since: day(),
    seen: instant(),
    where: point().optional(),
    picture: photo().optional(),
    urgent: yesNo(),
    parts: rows(
      {
        name: text({ max: 40 }),
        kind: choice('glass', 'wood'),
        pieces: count({ min: 1 }),
        weight: mass(),
        price: money(),
      },
      { max: 5 },
    ),
  },
  states: ['told', 'mended', 'dropped'],
  codes: ['TOY_DEAR'],
  checks: {
    notDear: ({ parts }) => {
      const paisa = parts.reduce((sum, part) => sum + part.price, 0)
      return paisa < 500 || flag('TOY_DEAR', { paisa })
    },
  },
  steps: {
    tell: { from: null, to: 'told', by: ['subject', teacher], checks: ['notDear'] },
    mend: { from: 'told', to: 'mended', by: [head], with: { cost: money() }, due: 3 },
    drop: { from: 'told', to: 'dropped', by: ['subject', head], reason: true },
  },
  read: ['head'],
  keptAt: ['school'],
})

const same = (path: string, text: string) => [path, { bn: `ক ${text}`, hi: `क ${text}`, en: `a ${text}` }] as const
const labels: Labels = Object.fromEntries(
  [...requiredPaths(repair)]
    .map((path) => same(path, path === 'codes.TOY_DEAR' ? '{paisa}' : ''))
    .map(([path, texts]) => [
      path,
      Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, text.trim()])),
    ]),
)

contractOf(repair, labels)

describe('the contract finds', () => {
  test('labels that are missing, unused, in another script, or with other slots', () => {
    const { title, ...rest } = labels
    expect(missingPaths(repair, rest, [])).toEqual(['title'])
    expect(strayPaths(repair, { ...labels, 'fields.nobody': title! }, [])).toEqual(['fields.nobody'])
    expect(strayPaths(repair, { ...labels, 'hints.since': title!, 'codes.CLASH': title! }, [])).toEqual([])
    expect(textFaults({ title: { bn: 'हिन्दी', hi: 'हिन्दी', en: 'Hindi' } })).toEqual(['title.bn: in another script'])
    expect(textFaults({ title: { bn: 'ক {a}', hi: 'क {b}', en: 'k {a}' } })).toEqual([
      'title.hi: other slots than English',
    ])
    expect(textFaults({ title: { bn: 'ক', en: 'k' } })).toEqual(['title.hi: missing'])
    expect(textFaults({ title: { bn: 'য\u09bc'.replace('য\u09bc', '\u09df'), hi: 'क', en: 'k' } })).toEqual([
      'title.bn: not in its clean form',
    ])
  })

  test('rows with fields of their own among the paths', () => {
    expect(requiredPaths(repair)).toContain('fields.parts.pieces')
    expect(requiredPaths(repair)).toContain('choices.parts.kind.wood')
    expect(requiredPaths(repair)).toContain('fields.cost')
  })

  test('a state that no step leads to', () => {
    expect([...waysOf(repair).keys()].sort()).toEqual(['dropped', 'mended', 'told'])
    expect(waysOf({ ...repair, states: [...repair.states, 'lost'] }).has('lost')).toBe(false)
  })
})
