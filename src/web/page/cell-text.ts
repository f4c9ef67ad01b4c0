import type { Cell } from '#kernel/define/sheet.ts'
import { isDay } from '#kernel/rule/day.ts'
import { dayText, groupText, label, nameText, num, own } from '../text/text.svelte.ts'

/** A cell as the reader sees it. */
export function cellText(cell: Cell, system: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return num(cell)
  if (typeof cell === 'string')
    return isDay(cell) ? dayText(cell, 'short') : /^(pre|\d{1,2})-\w$/.test(cell) ? groupText(cell) : own(cell)
  if ('label' in cell) return label(system, String(cell.label), cell.facts as { [key: string]: string | number })
  return nameText(cell)
}
