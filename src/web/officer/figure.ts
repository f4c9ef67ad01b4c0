import type { Figure } from '../api-types.ts'
import { label, num, share, t } from '../text/text.svelte.ts'
import { findSystem } from '../catalogue.svelte.ts'
import { shortOf } from '../screen/titles.ts'

export const REPORTED = 'reported'

/** What is due every day goes before what merely stands. */
export function inOrder(figures: readonly Figure[]): Figure[] {
  const daily = new Set(figures.filter((figure) => figure.measure === REPORTED).map((figure) => figure.system))
  return figures.toSorted((a, b) => Number(daily.has(b.system)) - Number(daily.has(a.system)))
}

/** What a figure is called at the head of a column. */
export function figureName({ system, measure }: Pick<Figure, 'system' | 'measure'>): string {
  const definition = findSystem(system)
  if (measure === REPORTED) return definition ? `${shortOf(definition)}: ${t('over.reported')}` : t('over.reported')
  return label(system, `measures.${measure}`)
}

/** A share, or a plain number; nothing where there is no data, which is never zero. */
export function figureText({ value, of, measure, unit }: Figure): string | undefined {
  if (value === null || of === null) return undefined
  if (of === undefined) return amountText(value, unit)
  return measure === REPORTED ? `${num(value)} / ${num(of)}` : of === 0 ? undefined : share(value, of)
}

/** A count, or money and weight in whole units: officers read lakhs and kilograms, not paisa and grams. */
export const amountText = (value: number, unit: Figure['unit']): string =>
  num(unit === 'money' ? Math.round(value / 100) : unit === 'mass' ? Math.round(value / 1000) : value)

/** Between 0 and 1 for bars and maps. */
export const portion = ({ value, of }: Figure): number | undefined =>
  value === null || !of ? undefined : Math.min(1, value / of)

/** The figure that colours the map: the first share that is not the mere count of reports. */
export const mapped = (figures: readonly Figure[]): Figure | undefined =>
  figures.find((figure) => figure.of !== undefined && figure.measure !== REPORTED && figure.good === 'high') ??
  figures.find((figure) => figure.of !== undefined && figure.measure !== REPORTED) ??
  figures.find((figure) => figure.of !== undefined)

export const sameFigure = (a: Figure, b: Figure): boolean => a.system === b.system && a.measure === b.measure
