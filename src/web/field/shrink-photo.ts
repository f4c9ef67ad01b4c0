/** Makes a photo small enough to travel on a village network: smaller steps of size and quality until it fits. */
export async function shrinkPhoto(file: Blob, maxBytes: number): Promise<Blob> {
  const image = await createImageBitmap(file)
  for (const edge of [1280, 960, 720, 540, 400, 280]) {
    const scale = Math.min(1, edge / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.width * scale))
    canvas.height = Math.max(1, Math.round(image.height * scale))
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
      if (blob && blob.size <= maxBytes) return blob
    }
  }
  throw new RangeError('photo cannot be made small enough')
}
