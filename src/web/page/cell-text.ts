import { cellText as write } from '#kernel/define/cell-text.ts'
import type { Cell } from '#kernel/define/sheet.ts'
import { findSystem } from '../catalogue.svelte.ts'
import { writing } from '../screen/value-text.ts'

/** A cell of a system's sheet as the reader sees it. */
export function cellText(cell: Cell, system: string): string {
  const definition = findSystem(system)
  return definition ? write(cell, definition, writing()) : ''
}
