/**
 * One-page office orders with a QR code set as separate PDF/A files per second, by the press as the server runs it,
 * against one bare compiler that sets the same pages as plain PDF without a code.
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { inParallel } from '#cli/in-parallel.ts'
import { fontFolders } from '#server/documents/fonts.ts'
import type { Paper } from '#server/documents/paper.ts'
import { Press } from '#server/documents/press.ts'
import type { Bench } from './support/figure.ts'

const SOURCES = join(import.meta.dirname, '../src')
const TEMPLATE = 'server/documents/letter.typ'
const PAPERS = 1_500
const WARM = 100
/** So many wait at once, as when a class's certificates or a month's orders are printed. */
const AT_ONCE = 64
const MADE = Date.parse('2026-07-14T04:00:00Z')

const bench: Bench = async () => {
  const press = new Press()
  const set = (n: number) => press.print(order(n), MADE)
  await many(WARM, set)
  const started = performance.now()
  const sizes = await many(PAPERS, set)
  const value = (PAPERS * 1000) / (performance.now() - started)
  await press.close()
  const floor = bare(PAPERS / 5)
  return {
    name: 'documents',
    value,
    unit: 'PDFs/s',
    floor,
    ratio: value / floor,
    papers: PAPERS,
    kilobytes: sizes.reduce((sum, size) => sum + size, 0) / PAPERS / 1024,
    budget: 250,
  }
}

export default bench

async function many(count: number, set: (n: number) => Promise<Buffer>): Promise<number[]> {
  const sizes: number[] = []
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  await inParallel(AT_ONCE, numbers, async (n) => {
    const pdf = await set(n)
    if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('no PDF')
    sizes.push(pdf.length)
  })
  return sizes
}

function bare(count: number): number {
  const compiler = NodeCompiler.create({ workspace: SOURCES, fontArgs: [{ fontPaths: [...fontFolders] }] })
  const set = (n: number) => {
    const { template: _template, verify: _verify, ...paper } = order(n)
    const done = compiler.compile({ mainFilePath: join(SOURCES, TEMPLATE), inputs: { paper: JSON.stringify(paper) } })
    compiler.pdf(done.result!, {})
    compiler.evictCache(10)
  }
  for (let n = 0; n < 20; n += 1) set(n)
  const started = performance.now()
  for (let n = 0; n < count; n += 1) set(n)
  return (count * 1000) / (performance.now() - started)
}

/** An order granting leave as a district office writes it, each to somebody else. */
function order(n: number): Paper {
  const no = String(n).replace(/\d/g, (digit) => '০১২৩৪৫৬৭৮৯'[Number(digit)]!)
  return {
    template: TEMPLATE,
    lang: 'bn',
    region: 'BD',
    head: ['গণপ্রজাতন্ত্রী বাংলাদেশ সরকার', 'জেলা প্রাথমিক শিক্ষা অফিসারের কার্যালয়', 'পাবনা'],
    name: 1,
    date: '৩০ আষাঢ় ১৪৩৩ / ১৪ জুলাই ২০২৬',
    signs: [['জেলা প্রাথমিক শিক্ষা অফিসার', 'পাবনা']],
    foot: '',
    pages: 'পৃষ্ঠা {page} / {pages}',
    numbering: '১',
    qrText: 'যাচাই',
    title: 'অফিস আদেশ',
    number: `স্মারক নম্বর: ৩৮.০১.৭৬০০.০০০.০০০.১২.০০০৩.২৬-${no}`,
    facts: [],
    wide: false,
    size: 10.5,
    blocks: [
      {
        kind: 'letter',
        title: '',
        to: [],
        subject: 'বিষয়: মাতৃত্বকালীন ছুটি মঞ্জুর প্রসঙ্গে',
        paragraphs: [
          `সদর ক্লাস্টারের ${no} নং সরকারি প্রাথমিক বিদ্যালয়ের সহকারী শিক্ষকের ০১ আগস্ট ২০২৬ – ৩১ জানুয়ারি ২০২৭ মোট ১৮৪ দিনের মাতৃত্বকালীন ছুটি মঞ্জুর করা হলো।`,
          'ছুটি শেষে তিনি কর্মস্থলে যোগদান করে যোগদানপত্র দেবেন।',
        ],
        copiesTitle: 'অনুলিপি সদয় অবগতি ও প্রয়োজনীয় কার্যার্থে:',
        copies: ['প্রধান শিক্ষক', 'হিসাবরক্ষণ অফিস', 'আবেদনকারী'],
      },
    ],
    verify: `https://khata.example.org/verify#${'0123456789abcdef'.repeat(4)}${n}`,
  }
}
