import { toDigits, type Digits } from './digits.ts'
import type { Lang } from './lang.ts'
import { classCodes, className, type ClassCode } from './ordinal.ts'

const SECTIONS: { readonly [L in Lang]?: string } = { bn: 'কখগঘঙচছজঝঞ' }

/** A class section as the school says it: ৪র্থ শ্রেণি · ক for `4-A`; anything else as it stands. */
export function groupName(group: string, lang: Lang, digits: Digits): string {
  const cut = group.lastIndexOf('-')
  const code = (cut > 0 ? group.slice(0, cut) : group) as ClassCode
  if (!classCodes.includes(code)) return toDigits(group, digits)
  const section = cut > 0 ? group.slice(cut + 1) : ''
  const letter = SECTIONS[lang]?.[section.charCodeAt(0) - 65]
  const shown = section.length === 1 && letter !== undefined ? letter : section
  return className(code, lang, digits) + (shown && ` · ${shown}`)
}
