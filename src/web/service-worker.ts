/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { self } from '$app/service-worker'
import { assets, immutable } from '$app/manifest'
import { version } from '$app/env'

/** Keeps the app's own files, so that it opens without network. Data never pass through here: `/api` is not touched. */
const CACHE = `khata-${version}`
const SHELL = '/'
const FONT = /\.woff2?$/
const files = [...immutable, ...assets].map(({ path }) => `/${path.replace(/^\//, '')}`)
const kept = new Set([SHELL, ...files])

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(clean()))
self.addEventListener('message', ({ data }) => void (data === 'apply' && self.skipWaiting()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (/^\/(api|metrics|docs|log)(\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(answer(SHELL, request))
  else if (kept.has(url.pathname)) event.respondWith(answer(url.pathname, request))
})

/** Unchanged files come from the last version's cache; fonts are kept when they are first drawn. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE)
  const wanted = [...kept].filter((path) => !FONT.test(path))
  await Promise.all(
    wanted.map(async (path) => {
      const old = path.includes('/immutable/') ? await caches.match(path) : undefined
      await cache.put(path, old ?? (await fetchWhole(path)))
    }),
  )
}

async function fetchWhole(path: string): Promise<Response> {
  const response = await fetch(path, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response
}

async function clean(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('khata-') && name !== CACHE) await caches.delete(name)
  await self.clients.claim()
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const found = await cache.match(path)
  if (found) return found
  const response = await fetch(request)
  if (response.ok && FONT.test(path)) await cache.put(path, response.clone())
  return response
}
