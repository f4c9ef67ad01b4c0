/** The app of those signed in lives on the device: the server sends an empty page and the data come by the API. */
export const ssr = false
