/** A thread of `verifyLog`: checks the ranges of bundles it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkBundles } from './check-bundles.ts'
import { openSource } from './source.ts'

const read = openSource((workerData as { source: string }).source)

parentPort!.on('message', ({ from, to }: { from: number; to: number }) => {
  checkBundles(read, from, to).then(
    (checked) => parentPort!.postMessage({ from, to, ...checked }),
    (error: unknown) => parentPort!.postMessage({ failed: error instanceof Error ? error.message : String(error) }),
  )
})
