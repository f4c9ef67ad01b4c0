import { expect, test } from 'vitest'
import { actorAt, people, places } from '#test/support/kernel-context.ts'
import { head, isOneOf, nearestOfficer, officerAbove, officerOf, type Place } from './who.ts'

const place: Place = {
  office: places.school.id,
  path: places.school.path,
  subject: people.teacher,
  nearest: (role) => (role === 'officer' ? places.area.id : undefined),
  officeAt: (level) => (level === 'top' ? places.top.id : undefined),
}

test('a role at the office is the role at that office and no other', () => {
  expect(isOneOf([head], actorAt('head'), place)).toBe(true)
  expect(isOneOf([head], actorAt('head', 'sibling'), place)).toBe(false)
  expect(isOneOf([head], actorAt('head', 'area'), place)).toBe(false)
  expect(isOneOf([head], actorAt('teacher'), place)).toBe(false)
})

test('above is that office or any above it, never beside or below', () => {
  expect(isOneOf([officerAbove], actorAt('officer', 'area'), place)).toBe(true)
  expect(isOneOf([officerAbove], actorAt('officer', 'top'), place)).toBe(true)
  expect(isOneOf([officerAbove], actorAt('officer', 'school'), place)).toBe(true)
  expect(isOneOf([officerAbove], actorAt('officer', 'cousin'), place)).toBe(false)
  expect(
    isOneOf([officerAbove], actorAt('officer', 'school'), { ...place, office: places.area.id, path: places.area.path }),
  ).toBe(false)
})

test('nearest is the one office where the role is filled, not one further up', () => {
  expect(isOneOf([nearestOfficer], actorAt('officer', 'area'), place)).toBe(true)
  expect(isOneOf([nearestOfficer], actorAt('officer', 'top'), place)).toBe(false)
  expect(isOneOf([nearestOfficer], actorAt('officer', 'area'), { ...place, nearest: () => undefined })).toBe(false)
})

test('the subject is a person, whatever post she acts under; where nobody is the subject nobody may', () => {
  expect(isOneOf(['subject'], actorAt('viewer', 'cousin', people.teacher), place)).toBe(true)
  expect(isOneOf(['subject'], actorAt('head'), place)).toBe(false)
  const { subject: _, ...without } = place
  expect(isOneOf(['subject'], actorAt('teacher', 'school', people.teacher), without)).toBe(false)
})

test('nobody is allowed where nobody is named', () => {
  expect(isOneOf([], actorAt('officer', 'top'), place)).toBe(false)
})

test('the officer of a level is the one at that office of the line, whoever else sits above', () => {
  expect(isOneOf([officerOf('top')], actorAt('officer', 'top'), place)).toBe(true)
  expect(isOneOf([officerOf('top')], actorAt('officer', 'area'), place)).toBe(false)
  expect(isOneOf([officerOf('region')], actorAt('officer', 'top'), place)).toBe(false)
})
