import type { Name } from '#kernel/field/name.ts'
import { nameText } from '../text/text.svelte.ts'

const HONORIFIC =
  /^(মোঃ|মো\.?|মোছাঃ|মোসাঃ|মোসা\.?|মোছা\.?|শ্রী|কুমারী|সৈয়দ|শেখ|md\.?|mst\.?|mohd\.?|km\.?|kumari|sri|shri|श्री|कु\.?|कुमारी|मो\.?)$/i

/** The word by which a child is called: the first that is no title. A name that is one word or one letter stays. */
export function shortName(name: Name | undefined): string {
  const words = nameText(name).split(/\s+/).filter(Boolean)
  return words.find((word) => !HONORIFIC.test(word) && word.replaceAll('.', '').length > 1) ?? words[0] ?? ''
}
