/** The service worker takes over only when the person says so: nobody's half-filled form is swept away. */
const state = $state<{ ready: boolean }>({ ready: false })
let worker: ServiceWorker | null = null

export const newVersion = (): boolean => state.ready

export function watchVersions(): void {
  if (!('serviceWorker' in navigator)) return
  const hadOne = navigator.serviceWorker.controller !== null
  navigator.serviceWorker
    .register('/service-worker.js', { type: 'module' })
    .then((registration) => {
      const look = (fresh: ServiceWorker | null) => {
        if (!fresh || !hadOne) return
        const settle = () => {
          if (fresh.state !== 'installed') return
          worker = fresh
          state.ready = true
        }
        fresh.addEventListener('statechange', settle)
        settle()
      }
      look(registration.waiting ?? registration.installing)
      registration.addEventListener('updatefound', () => look(registration.installing))
    })
    .catch(() => undefined) // without it the app works as long as the network does
}

export function applyVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  worker?.postMessage('apply')
}
