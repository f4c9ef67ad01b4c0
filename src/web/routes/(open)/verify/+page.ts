/** Runs in the browser alone: a receipt is nobody's business but its owner's. */
export const ssr = false
