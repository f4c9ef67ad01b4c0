/** A bar on standard error where somebody looks at it; a file gets nothing. */
export function progressBar(title: string): { show: (done: number, size: number) => void; end: () => void } {
  const isSeen = process.stderr.isTTY
  let shown = -1
  return {
    show: (done, size) => {
      const percent = size === 0 ? 100 : Math.floor((done * 100) / size)
      if (!isSeen || percent === shown) return
      shown = percent
      const full = Math.floor(percent / 4)
      process.stderr.write(`\r${title} ${'█'.repeat(full)}${'░'.repeat(25 - full)} ${percent} %`)
    },
    end: () => void (shown >= 0 && process.stderr.write('\n')),
  }
}
