/** Reads a PDF back: its text page by page. Bangla and Hindi come in the order of glyphs, so tests look for figures and Latin there. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type ReadPdf = { pages: string[]; text: string; landscape: boolean; title: string }

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false })
  const document = await task.promise
  const pages: string[] = []
  for (let i = 1; i <= document.numPages; i += 1) {
    const page = await document.getPage(i)
    const { items } = await page.getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
  const { info } = (await document.getMetadata()) as { info: { Title?: string } }
  await task.destroy()
  return { pages, text: pages.join('\n'), landscape: width > height, title: info.Title ?? '' }
}

/** Whether it claims to be PDF/A, which forbids a sign that no face has a picture for. */
export const isArchival = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes('pdfaid:part')
