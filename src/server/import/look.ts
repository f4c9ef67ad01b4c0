import { zipEntries } from './zip-names.ts'

/** What a file is by its bytes, whatever its name says: a workbook, text, or something that is no table at all. */
export type Look = { is: 'xlsx' } | { is: 'text'; text: string } | { is: 'other'; looks: string }

/** Most bytes that a workbook may unpack to: 200,000 rows of 30 columns are some 150 MB. */
const MOST_UNPACKED = 600 * 1024 * 1024

const MAGIC: readonly (readonly [looks: string, hex: string])[] = [
  ['JPEG', 'ffd8ff'],
  ['PNG', '89504e47'],
  ['GIF', '47494638'],
  ['PDF', '255044462d'],
  ['RAR', '526172211a07'],
  ['7Z', '377abcaf271c'],
  ['GZIP', '1f8b08'],
  // Excel before 2007, and any workbook with a password.
  ['XLS', 'd0cf11e0a1b11ae1'],
]

export function lookAt(bytes: Uint8Array): Look {
  if (bytes.length === 0) return { is: 'other', looks: 'EMPTY' }
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const known = MAGIC.find(([, hex]) => start.startsWith(hex))
  if (known) return { is: 'other', looks: known[0] }
  if (start.startsWith('504b')) return lookAtZip(bytes)
  const text = decode(bytes)
  if (text === undefined) return { is: 'other', looks: 'BINARY' }
  if (text.trim() === '') return { is: 'other', looks: 'EMPTY' }
  return /^\s*<(!doctype html|html|table|\?xml)/i.test(text) ? { is: 'other', looks: 'HTML' } : { is: 'text', text }
}

function lookAtZip(bytes: Uint8Array): Look {
  const zip = zipEntries(bytes)
  if (!zip) return { is: 'other', looks: 'ZIP_BROKEN' }
  if (zip.names.some((name) => name.startsWith('word/'))) return { is: 'other', looks: 'DOCX' }
  if (zip.names.includes('content.xml')) return { is: 'other', looks: 'ODS' }
  if (!zip.names.some((name) => /^xl\/worksheets\/[^/]+\.xml$/i.test(name))) return { is: 'other', looks: 'ZIP' }
  return zip.size > MOST_UNPACKED ? { is: 'other', looks: 'XLSX_TOO_LARGE' } : { is: 'xlsx' }
}

/** Control characters that no table holds: one of them says that the bytes are no text. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** UTF-8 with or without its mark, or UTF-16 by its mark or by its zero bytes, as spreadsheets save "Unicode text". */
function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : guess(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return CONTROL.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** Without a mark, tabs, commas and line ends of UTF-16 show as zero bytes beside them. */
function guess(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  for (let i = 0; i + 1 < Math.min(bytes.length, 4096); i += 2) {
    if (bytes[i] !== 0 && bytes[i + 1] === 0) return 'utf-16le'
    if (bytes[i] === 0 && bytes[i + 1] !== 0) return 'utf-16be'
  }
  return 'utf-8'
}
