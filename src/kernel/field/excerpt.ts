// A zero byte and half a character are valid in JSON but not in what a database or a page can hold.
const UNFIT = /[\p{Surrogate}\u0000-\u001f\u007f]/gu

/** The beginning of what was sent, fit to be stored and shown in the sentence of a refusal, whatever it was. */
export const excerpt = (value: unknown, max = 40): string =>
  typeof value === 'string'
    ? value.slice(0, max).replace(UNFIT, '\ufffd')
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : typeof value
