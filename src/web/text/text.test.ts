import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shelves } from '#kernel/define/shelf.ts'
import { kernelCodes } from '#kernel/error.ts'
import { labelFiles } from '../build/labels.ts'

const languages = ['bn', 'hi', 'en'] as const
const slots = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Record<string, string>
const catalogue = (lang: string) => ({ ...read(`${lang}.json`), ...read(`${lang}.more.json`) })
const english = catalogue('en')

describe('the text catalogue', () => {
  test.each(languages)('%s has the same keys as English, none empty, with the same facts', (lang) => {
    const text = catalogue(lang)
    expect(Object.keys(text).sort()).toEqual(Object.keys(english).sort())
    expect(Object.keys(text).filter((key) => !text[key]!.trim())).toEqual([])
    const same = (key: string) => JSON.stringify(slots(text[key]!)) === JSON.stringify(slots(english[key]!))
    expect(Object.keys(text).filter((key) => !same(key))).toEqual([])
  })

  test('no key stands in both parts', () => {
    const more = new Set(Object.keys(read('en.more.json')))
    expect(Object.keys(read('en.json')).filter((key) => more.has(key))).toEqual([])
  })

  test('every code of the kernel is explained', () => {
    expect(kernelCodes.filter((code) => english[`codes.${code}`] === undefined)).toEqual([])
  })

  test('every shelf has its name', () => {
    expect(shelves.filter((shelf) => english[`shelf.${shelf}`] === undefined)).toEqual([])
  })

  test('every key that is written out in the app exists', () => {
    const files = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.(svelte|ts)$/.test(file) && !file.includes('.test.'),
    )
    const used = files.flatMap((file) =>
      [...readFileSync(join(import.meta.dirname, '..', file), 'utf8').matchAll(/\bt\('([\w.]+)'/g)].map(
        (match) => match[1]!,
      ),
    )
    expect(used.length).toBeGreaterThan(100)
    expect([...new Set(used)].filter((key) => english[key] === undefined)).toEqual([])
  })
})

describe('labels of systems', () => {
  test.each(labelFiles('src/systems'))('$system says everything in three languages', ({ path }) => {
    const labels = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>
    const wrong = Object.entries(labels).filter(([, text]) => languages.some((lang) => !text[lang]?.trim()))
    expect(wrong.map(([key]) => key)).toEqual([])
  })
})
