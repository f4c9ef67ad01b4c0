/** Routes that print, export or import: so many a minute for one session, five a second, beside her limit for the rest. */
export const costly = { rateLimit: { max: 300, timeWindow: '1 minute' } }
