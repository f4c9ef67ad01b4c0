import type { Definition } from '#kernel/define/definition.ts'
import { contextOf } from '../store/context.ts'
import type { Seen } from '../store/overlay.ts'
import { findOpening } from '../steps-here.ts'
import { newPath, sheetPath } from './links.ts'
import { enabledSystems } from './cases.ts'

/** Pages elsewhere that begin from this one and that the person may write, and sheets drawn of this page alone. */
export function leadsFrom(definition: Definition, record: Seen): { name: string; href: string }[] {
  const enabled = enabledSystems()
  return Object.entries(definition.leads).flatMap(([name, lead]) => {
    const other = enabled.find((system) => system.id === lead.system)
    const context = other && contextOf(other)
    const preset = other && context && findOpening(other, context) ? lead.preset(record) : undefined
    return preset ? [{ name, href: newPath(lead.system, preset) }] : []
  })
}

/** Sheets of a definition that are drawn of one page. */
export const pageSheets = (definition: Definition, stream: string): { name: string; href: string }[] =>
  Object.entries(definition.sheets)
    .filter(([, sheet]) => sheet.params.includes('page'))
    .map(([name]) => ({ name, href: `${sheetPath(definition.id, name)}?page=${encodeURIComponent(stream)}` }))
