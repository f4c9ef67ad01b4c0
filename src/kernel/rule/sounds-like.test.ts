import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Name } from '../field/name.ts'
import { soundsLike } from './sounds-like.ts'

describe('one name, written as people write it', () => {
  test.each<[Name, Name]>([
    [{ bn: 'মোছাঃ আমিনা খাতুন' }, { en: 'Mst. Amina Khatun' }],
    [{ bn: 'মোঃ রহিম উদ্দিন' }, { en: 'Md Rahim Uddin' }],
    [{ bn: 'মো. রাকিব হাসান' }, { bn: 'মোঃ রাকিব হাসান' }],
    [{ en: 'Mohammad Sohel Rana' }, { bn: 'সোহেল রানা' }],
    [{ hi: 'कुमारी पूजा यादव' }, { en: 'Pooja Yadav' }],
    [{ hi: 'अंकित कुमार' }, { en: 'Ankit Kumar' }],
    [{ hi: 'राधा' }, { bn: 'রাধা' }],
    [{ en: 'Sujon Mia' }, { bn: 'সুজন মিয়া' }],
    [{ en: 'Farzana Akter' }, { en: 'Ferjana Akhter' }],
    [{ en: 'Shahnaz' }, { en: 'Sahanaj' }],
    [{ en: 'A. B. Siddique' }, { bn: 'আবু বকর সিদ্দিক', en: 'A B Siddiq' }],
    [{ hi: 'व्योम' }, { en: 'Vyom' }],
  ])('%j · %j', (a, b) => expect([soundsLike(a, b), soundsLike(b, a)]).toEqual([true, true]))
})

describe('two names', () => {
  test.each<[Name, Name]>([
    [{ bn: 'আমিনা খাতুন' }, { bn: 'ফাতেমা খাতুন' }],
    [{ en: 'Rahim' }, { en: 'Karim' }],
    [{ hi: 'राम कुमार' }, { hi: 'श्याम कुमार' }],
    [{ en: 'Lamia' }, { bn: 'সুমাইয়া' }],
    [{}, { en: 'Ratan' }],
  ])('%j · %j', (a, b) => expect([soundsLike(a, b), soundsLike(b, a)]).toEqual([false, false]))

  test('nothing is like nothing', () => expect(soundsLike(undefined, undefined)).toBe(false))
})

const word = fc.constantFrom('আমিনা', 'রহিম', 'সুজন', 'राधा', 'यादव', 'पूजा', 'Karim', 'Sultana', 'Uddin')
const name = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words): Name => ({ [/[a-z]/i.test(words[0]!) ? 'en' : /[ऀ-ॿ]/.test(words[0]!) ? 'hi' : 'bn']: words.join(' ') }))

test('it looks the same from both sides, and every name is like itself, with words turned round or left out', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(soundsLike(a, b)).toBe(soundsLike(b, a))
      const [script, text] = Object.entries(a)[0]!
      expect(soundsLike(a, { [script]: text.split(' ').toReversed().join('  ') })).toBe(true)
      expect(soundsLike(a, { [script]: text.split(' ')[0]! })).toBe(true)
    }),
  )
})
