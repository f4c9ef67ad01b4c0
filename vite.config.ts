import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { firstSystems } from './src/systems/first.ts'
import { codeGroups } from './src/web/build/code-groups.ts'
import { slim } from './src/web/build/slim.ts'
import { labels } from './src/web/build/labels.ts'

/** The web app: a client-side app for those signed in; what is public later is rendered by the same server. */
export default defineConfig({
  plugins: [
    labels(
      'src/systems',
      firstSystems.map(({ id }) => id),
    ),
    slim(),
    sveltekit({
      adapter: adapter({ out: 'dist/web' }),
      files: {
        src: 'src/web',
        assets: 'src/web/static',
        routes: 'src/web/routes',
        serviceWorker: 'src/web/service-worker.ts',
        appTemplate: 'src/web/app.html',
        errorTemplate: 'src/web/error.html',
      },
      paths: { relative: false },
      output: { linkHeaderPreload: false },
      prerender: { entries: ['/'] },
      serviceWorker: { register: false },
      version: { name: process.env['KHATA_VERSION'] ?? Date.now().toString(36), pollInterval: 0 },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
    }),
  ],
  build: {
    target: 'es2022',
    reportCompressedSize: false,
    sourcemap: false,
    // Scripts need no list of what to fetch ahead: the service worker has them all.
    modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) },
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: codeGroups } } } } },
    ssr: { build: { sourcemap: false } },
  },
})
