import { expect, test } from 'vitest'
import { anchorsOf, linksOf } from './dead-links.ts'

test('links are found outside code, and only those that stay in the repository', () => {
  const page =
    'See [one](a.md#b), ![two](<b.png>) and `[no](c.md)`, [out](https://example.org).\n\n```\n[no](d.md)\n```\n\n[x]: e.md'
  expect(linksOf(page)).toEqual(['a.md#b', 'b.png', 'e.md'])
})

test('headings make the anchors that GitHub makes', () => {
  expect(anchorsOf('# A `b` & c\n\n## হাজিরা খাতা')).toEqual(['a-b--c', 'হাজিরা-খাতা'])
})
