import { expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { toyVisit } from './toy-visit.ts'

test('the head writes who came, a teacher does not', () => {
  const visit = { visit: uuid(1), guest: 'Abdul the weaver' }
  expect(new Book({}).take(toyVisit, 'enter', visit, { by: head }).status).toBe('accepted')
  expect(new Book({}).take(toyVisit, 'enter', visit, { by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
})
