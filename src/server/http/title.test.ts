import { describe, expect, test } from 'vitest'
import { kernelCodes } from '#kernel/error.ts'
import { systems } from '#systems/index.ts'
import labels from '#systems/common/common.labels.json' with { type: 'json' }
import { textFaults } from '#test/contract/labels.ts'
import { serverCodes } from './problem.ts'
import { labelOf, languagesOf, titleOf } from './title.ts'

describe('common labels', () => {
  const codes = Object.entries(labels).filter(([path]) => path.startsWith('codes.'))

  test('tell every code of the kernel and the server, and no other, in three languages', () => {
    const wanted = [...new Set([...kernelCodes, ...serverCodes])].map((code) => `codes.${code}`).sort()
    expect(codes.map(([path]) => path).sort()).toEqual(wanted)
    expect(textFaults(labels)).toEqual([])
    expect(languagesOf('common')).toEqual(['bn', 'hi', 'en'])
  })

  test('end as sentences', () => {
    for (const [path, { bn, hi, en }] of codes) {
      expect(bn.endsWith('।'), path).toBe(true)
      expect(hi.endsWith('।'), path).toBe(true)
      expect(en.endsWith('.'), path).toBe(true)
    }
  })
})

describe('titles', () => {
  test('put facts into the sentence in the digits of the reader', () => {
    expect(titleOf('TOO_MANY_TRIES', 'bn', { minutes: 15 })).toContain('১৫ মিনিট')
    expect(titleOf('TOO_MANY_TRIES', 'hi', { minutes: 15 })).toContain('१५ मिनट')
    expect(titleOf('FIELD_TOO_LARGE', 'en', { value: 1_200_000, max: 90 })).toContain('12,00,000')
    expect(titleOf('HOLIDAY', 'bn', { day: '2026-07-14' })).toContain('১৪ জুলাই ২০২৬')
  })

  test('know the codes of systems, and give an unknown code as it is', () => {
    const [own] = systems.flatMap((definition) => definition.codes)
    expect(titleOf(String(own), 'en')).not.toBe(String(own))
    expect(titleOf('NO_SUCH_CODE', 'en')).toBe('NO_SUCH_CODE')
  })

  test('labels come from the system, else from the common ones', () => {
    expect(labelOf('title', 'en', undefined, 'admission')).toBe('Admission register')
    expect(labelOf('codes.CLASH', 'en', undefined, 'holiday')).toMatch(/\.$/)
    expect(labelOf('fields.nothing', 'en')).toBe('nothing')
  })
})
