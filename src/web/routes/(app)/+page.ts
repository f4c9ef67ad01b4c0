/** Written at build time: the page that the service worker answers every address with when there is no network. */
export const prerender = true
