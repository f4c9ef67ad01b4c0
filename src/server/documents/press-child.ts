/** Sets papers in type for `Press`: the compiler is synchronous and keeps some memory of each paper, so it lives apart. */
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFolders } from './fonts.ts'
import type { Order, Pressed } from './press.ts'
import { qrSvg } from './qr.ts'

const SOURCES = join(import.meta.dirname, '../..')
/** Generations of the compiler's cache that stay: what papers of one kind share is computed once. */
const KEPT = 10

const compiler = NodeCompiler.create({ workspace: SOURCES, fontArgs: [{ fontPaths: [...fontFolders] }] })

process.on('message', ({ id, template, paper, verify, madeAt }: Order) => {
  const answer: Pressed = { id, rss: 0 }
  try {
    const inputs = { paper, ...(verify && { qr: qrSvg(verify) }) }
    const done = compiler.compile({ mainFilePath: join(SOURCES, template), inputs })
    if (!done.result) throw new Error(JSON.stringify(done.takeDiagnostics()?.shortDiagnostics))
    answer.pdf = exported(done.result, Math.floor(madeAt / 1000))
  } catch (error) {
    answer.fault = (error as Error).message
  }
  compiler.evictCache(KEPT)
  process.send!({ ...answer, rss: process.memoryUsage.rss() })
})

/**
 * PDF/A forbids a sign that no face has a picture for. Nobody's text may stop a paper (an emoji in a note), so such a
 * one is printed as plain PDF with an empty box in its place.
 */
function exported(document: NonNullable<ReturnType<typeof compiler.compile>['result']>, at: number): Buffer {
  try {
    return compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: at })
  } catch {
    return compiler.pdf(document, { creationTimestamp: at })
  }
}

process.on('disconnect', () => process.exit())
