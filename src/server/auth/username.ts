/** Small letters and digits, as one writes a name on a slip of paper. */
const USERNAME = /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/

export const isUsername = (text: string): boolean => text.length >= 3 && text.length <= 40 && USERNAME.test(text)
