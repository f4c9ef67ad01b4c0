import { nameIn, type Name, type Script } from '#kernel/field/name.ts'
import type { Role } from '#kernel/define/who.ts'
import { toDigits } from '#kernel/rule/digits.ts'
import { formatDay } from '#kernel/rule/format-day.ts'
import type { Directory, Office } from '../directory.ts'
import { DIGITS } from '../http/title.ts'
import type { Form } from './paper.ts'
import { word, writingOf } from './writing.ts'

const REGIONS: { readonly [currency: string]: string } = { BDT: 'BD', INR: 'IN' }
const NUMBERING: { readonly [S in Script]: string } = { bn: '১', hi: '१', en: '1' }
/** How many offices above stand under the office's own name: a school's cluster, upazila and district. */
const LINE = 3

/** The form on which an office prints: its letterhead, today's date as the pack writes it, and who signs. */
export async function formOf(
  directory: Directory,
  office: Office,
  lang: Script,
  made: { at: number; by: Name | undefined; signs?: readonly Role[] },
): Promise<Form> {
  const pack = directory.packOf(office)
  const digits = DIGITS[lang]
  const above = directory.upward(office.id).slice(1, 1 + LINE)
  const called = nameIn(pack.levels.find(({ id }) => id === office.level)?.office, lang)
  const name = nameIn(office.names, lang)
  const date = formatDay(directory.today(office, made.at), lang, digits, pack.paper.dualDate ? 'dual' : 'long')
  const time = writingOf(lang, pack).time(made.at)
  return {
    lang,
    region: REGIONS[pack.currency.code] ?? 'IN',
    head: [
      nameIn(pack.paper.authority, lang),
      called ? called.replace('{name}', name) : name,
      ...(above.length > 0 ? [above.map(({ names }) => nameIn(names, lang)).join(', ')] : []),
      word('code', lang, { code: office.code }),
    ],
    name: 1,
    date: word('date', lang, { date }),
    signs: await signatures(directory, office, lang, made.signs ?? [office.level === 'school' ? 'head' : 'officer']),
    foot: word('printed', lang, { who: nameIn(made.by, lang) || toDigits(office.code, digits), time }),
    pages: word('page', lang),
    numbering: NUMBERING[lang],
    qrText: word('qr', lang),
  }
}

/** A line to sign on for each role: the title of the post, and the name where one person alone holds such a post. */
async function signatures(
  directory: Directory,
  office: Office,
  lang: Script,
  roles: readonly Role[],
): Promise<string[][]> {
  const staff = await directory.staff(office.id)
  return roles.map((role) => {
    const holders = staff.filter((one) => one.role === role)
    const kind = directory.packOf(office).posts.find((post) => post.level === office.level && post.role === role)
    const title = holders.length === 1 ? holders[0]!.title : kind?.title
    return [
      ...(holders.length === 1 ? [nameIn(holders[0]!.names, lang)] : []),
      nameIn(title, lang),
      nameIn(office.names, lang),
    ].filter(Boolean)
  })
}
