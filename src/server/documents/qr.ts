import { encode } from 'uqr'

/** Choosing among the eight masks costs more than everything else; each of them is valid and this one reads well. */
const MASK = 2

/** A QR code as SVG, one path of horizontal bars. */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 1, maskPattern: MASK })
  let path = ''
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x += 1
      path += `M${from} ${y}h${x - from + 1}v1h${from - x - 1}z`
    }
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
