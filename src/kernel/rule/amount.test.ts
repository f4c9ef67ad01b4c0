import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountFigure, amountNumber, type Unit } from './amount.ts'

test('an amount is written in its large unit, in the reader’s digits, below zero too', () => {
  expect(amountFigure(4500, 'gram', 'latn')).toBe('4.5')
  expect(amountFigure(-50, 'gram', 'latn')).toBe('-0.05')
  expect(amountFigure(12_345_678, 'gram', 'deva')).toBe('१२,३४५.६७८')
  expect(amountFigure(67_805, 'paisa', 'beng')).toBe('৬৭৮.০৫')
  expect(amountFigure(0, 'ml', 'latn')).toBe('0')
})

test('no gram, paisa or millilitre is lost on the way to a file', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom<Unit>('gram', 'paisa', 'ml'), (amount, unit) => {
      const back = Number(amountFigure(amount, unit, 'latn').replaceAll(',', ''))
      expect(back).toBe(amountNumber(amount, unit))
      expect(Math.round(back * (unit === 'paisa' ? 100 : 1000)) + 0).toBe(amount)
    }),
  )
})
