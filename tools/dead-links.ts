/** Relative links of the documentation must lead somewhere, headings included. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { filesUnder } from './tracked-files.ts'

const pages = (): string[] => [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((file) => existsSync(file)),
  ...['docs', 'src', 'deploy', 'bench'].flatMap(filesUnder).filter((file) => file.endsWith('.md')),
]

/** Links that name a missing file or heading, as `page: link`. */
export const findDeadLinks = (): string[] =>
  pages().flatMap((page) =>
    linksOf(readFileSync(page, 'utf8'))
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  )

/** Targets of inline links and pictures, without those in code and those that leave the repository. */
export function linksOf(markdown: string): string[] {
  const text = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].map((match) => match[1] ?? '')
  const named = [...text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map((match) => match[1] ?? '')
  return [...inline, ...named].filter((link) => !/^([a-z][a-z0-9+.-]*:|\/)/i.test(link))
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = decodeURIComponent(link).split('#')
  const target = path ? normalize(join(dirname(page), path)) : page
  if (!existsSync(target)) return false
  if (!heading || !target.endsWith('.md')) return true
  return anchorsOf(readFileSync(target, 'utf8')).includes(heading)
}

/** The anchors GitHub makes of headings. */
export const anchorsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
