/**
 * The path of an office: the codes from the root of its pack down, each followed by '/', so that a prefix of it is an
 * office above. '/' in a code would break that and is replaced.
 */
export const officePath = (above: string | undefined, code: string): string =>
  `${above ?? ''}${code.replaceAll('/', '-')}/`
