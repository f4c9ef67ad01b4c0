import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const folder = (pack: string): string => dirname(require.resolve(`@expo-google-fonts/${pack}/package.json`))

/** Folders of the faces of printed papers: Bangla with Latin, and Devanagari, each regular and bold. */
export const fontFolders: readonly string[] = ['hind-siliguri', 'noto-sans-devanagari'].flatMap((pack) =>
  ['400Regular', '700Bold'].map((weight) => join(folder(pack), weight)),
)
