type Detector = new (options: { formats: string[] }) => {
  detect: (image: ImageBitmap) => Promise<{ rawValue: string }[]>
}

/** Most pixels of a side that are looked at: enough for the largest code, and quick on an old phone. */
const SIDE = 1600

/** The text of a QR code in a picture, by the browser where it can, else by a library that is loaded only then. */
export async function readQr(file: Blob): Promise<string | undefined> {
  const image = await createImageBitmap(file)
  const own = (globalThis as { BarcodeDetector?: Detector }).BarcodeDetector
  if (own) {
    const found = await new own({ formats: ['qr_code'] }).detect(image).catch(() => [])
    if (found[0]) return found[0].rawValue
  }
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  const context = canvas.getContext('2d')!
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const { default: decodeQR } = await import('qr/decode.js')
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    return undefined
  }
}
