/**
 * The address that a printed QR code opens: the public page, with the office, what the paper is, and the digest of what
 * it says. They stand behind the #, so that no server or log on the way learns which paper somebody looks at.
 */
export const verifyAddress = (origin: string, paper: { office: string; what: string; digest: string }): string =>
  `${origin}/verify#${paper.office}/${paper.what}/${paper.digest}`
