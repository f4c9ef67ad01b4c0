/** Reads a PDF back: its text page by page, and how many signs its faces had no picture for. */
import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type ReadPdf = { pages: string[]; text: string; missing: number; landscape: boolean; title: string }

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false })
  const document = await task.promise
  const pages: string[] = []
  let missing = 0
  for (let i = 1; i <= document.numPages; i += 1) {
    const page = await document.getPage(i)
    const { items } = await page.getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
    missing += await countMissing(page)
  }
  const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
  const { info } = (await document.getMetadata()) as { info: { Title?: string } }
  await task.destroy()
  return { pages, text: pages.join('\n'), missing, landscape: width > height, title: info.Title ?? '' }
}

/** Glyph 0 of a face is the empty box that stands for what it cannot show. */
async function countMissing(page: PDFPageProxy): Promise<number> {
  const { fnArray, argsArray } = await page.getOperatorList()
  let count = 0
  fnArray.forEach((operation, i) => {
    if (operation !== OPS.showText) return
    const glyphs = (argsArray[i] as [readonly ({ originalCharCode?: number } | number)[]])[0]
    for (const glyph of glyphs) if (typeof glyph === 'object' && glyph.originalCharCode === 0) count += 1
  })
  return count
}
