/** The contract on every definition of the house, and what holds between them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { houseEvents } from '#kernel/define/house-events.ts'
import { kernelCodes } from '#kernel/error.ts'
import { wordKinds } from '#kernel/field/read-word.ts'
import { systems } from '#systems/index.ts'
import { catalogue } from './catalogue.ts'
import type { Labels } from './labels.ts'
import { contractOf } from './suite.ts'

const ROOT = join(import.meta.dirname, '../../src/systems')

const sourcesOf = (id: string): string =>
  readdirSync(join(ROOT, id))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, id, file), 'utf8'))
    .join('\n')

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1]!)),
]

for (const definition of systems) {
  const labels = JSON.parse(readFileSync(join(ROOT, definition.id, `${definition.id}.labels.json`), 'utf8')) as Labels
  contractOf(definition, labels, { systems, used: found(sourcesOf(definition.id), /label: '([\w.-]+)'/g) })
}

describe('the house', () => {
  test.each(systems)('$id lives in its folder and stands in the catalogue', ({ id, catalogue: ids }) => {
    for (const ending of ['.ts', '.labels.json'])
      expect(existsSync(join(ROOT, id, id + ending)), id + ending).toBe(true)
    expect(ids.length).toBeGreaterThan(0)
    for (const entry of ids) expect(catalogue).toContain(entry)
  })

  test.each(systems)('$id declares the codes that its source uses, and uses those it declares', ({ id, codes }) => {
    const used = found(sourcesOf(id), /(?:refuse|flag|hold)\('([A-Z_]+)'/g)
    expect(
      used.filter((code) => ![...codes, ...kernelCodes].includes(code as never)),
      'undeclared',
    ).toEqual([])
    expect(
      codes.filter((code) => !used.includes(code)),
      'unused',
    ).toEqual([])
  })

  test('ids are unique, and so are codes between systems', () => {
    const ids = systems.map((definition) => definition.id)
    expect(new Set(ids).size).toBe(ids.length)
    const codes = systems.flatMap((definition) => definition.codes)
    expect(codes.filter((code, i) => codes.indexOf(code) !== i || kernelCodes.includes(code as never))).toEqual([])
  })

  test('needs point at systems that are there', () => {
    const ids = systems.map((definition) => definition.id)
    for (const { needs } of systems) for (const need of Object.values(needs)) expect(ids).toContain(need.system)
  })

  test('an event that is listened to is emitted by a step, and an emitted body is one that the listener takes', () => {
    const steps = systems.flatMap((d) => Object.values(d.steps).flatMap((step) => step.emits ?? []))
    const emitted = [...steps, ...houseEvents]
    for (const definition of systems)
      for (const event of Object.keys(definition.listens)) expect(emitted, `${definition.id} listens`).toContain(event)
  })

  test('a register that takes messages has a keyword of its own, words that can be said, and choices and checks of its own', () => {
    const taking = systems.filter((definition) => definition.sms)
    const keywords = taking.map(({ sms }) => sms!.keyword)
    expect(new Set(keywords).size).toBe(keywords.length)
    for (const { id, sms, fields, checks, steps } of taking) {
      expect(sms!.keyword, id).toMatch(/^[A-Z]{2,8}$/)
      for (const field of Object.values(sms!.says)) expect(wordKinds, id).toContain(field.kind)
      for (const name of Object.values(sms!.coded ?? {})) expect(fields[name]?.kind, `${id} ${name}`).toBe('choice')
      for (const name of sms!.asks ?? []) expect(Object.keys(checks), id).toContain(name)
      for (const name of ['enter', 'correct']) expect(Object.keys(steps), id).toContain(name)
    }
  })

  test('no folder is left off the list', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'common',
    )
    expect(folders.map((entry) => entry.name).sort()).toEqual(systems.map((d) => d.id).sort())
  })
})
