import type { Script } from '#kernel/field/name.ts'
import type { JsonSchema } from '#kernel/field/field.ts'
import type { CodeText, Description, SystemView } from './describe.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const esc = (text: unknown): string => String(text).replace(/[&<>"]/g, (c) => ESCAPES[c]!)

/** One plain page, no script and nothing from elsewhere: it reads the same on a phone and in print. */
const STYLE = `
:root{color-scheme:light dark;--ink:#1c2320;--soft:#5b655f;--paper:#fbfaf6;--rule:#d9d5c8;--margin:#b4463c;--go:#1f6b4a;--code:#f1eee4}
@media(prefers-color-scheme:dark){:root{--ink:#e8e6de;--soft:#a2aaa4;--paper:#171a18;--rule:#363b37;--margin:#d9776d;--go:#7cc5a0;--code:#212522}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,'Noto Sans Bengali','Noto Sans Devanagari',sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem 1.25rem;border-inline-start:3px double var(--margin)}
h1{font-size:1.7rem;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.5rem 0 .5rem;border-bottom:1px solid var(--rule);padding-bottom:.25rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.25rem 0 .75rem;max-width:44rem}a{color:var(--go)}.soft{color:var(--soft);font-size:.875rem}
code,pre{font:0.875em/1.45 ui-monospace,Menlo,Consolas,monospace;background:var(--code);border-radius:4px;padding:.1em .3em;overflow-wrap:anywhere}
pre{padding:.6rem .75rem;overflow-x:auto;white-space:pre-wrap}
details{border-bottom:1px solid var(--rule)}summary{cursor:pointer;padding:.6rem 0;min-height:2.75rem}details>div{padding:0 0 1rem .25rem}
.method{display:inline-block;min-width:3.6rem;font-weight:700;color:var(--go);font-size:.8rem;text-transform:uppercase}
ul{padding-inline-start:1.1rem;margin:.25rem 0}.codes li{margin:0 0 1rem;list-style:none}.codes ul,.codes{padding:0}
nav a{display:inline-block;padding:.35rem .75rem .35rem 0}:target{outline:2px solid var(--go);outline-offset:4px}
`

const shell = (title: string, language: Script, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${esc(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`

const anchor = (tag: string): string => `topic-${tag.toLowerCase()}`

/** The description as a page to read: operations by topic, systems with their steps, schemas. */
export function docsPage(description: Description): string {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0]!))]
  const sections = tags.map(
    (tag) =>
      `<h2 id="${anchor(tag)}">${esc(tag)}</h2>${operations
        .filter(({ operation }) => operation.tags[0] === tag)
        .map(operationPart)
        .join('')}`,
  )
  const schemas = Object.entries(description.components.schemas).filter(
    ([name]) => !name.endsWith('.entry') && name !== 'Code',
  )
  const nav = [...tags.map((tag) => [anchor(tag), tag]), ['systems', 'Systems'], ['schemas', 'Schemas']].map(
    ([id, text]) => `<a href="#${id}">${esc(text)}</a>`,
  )
  return shell(
    'Khata: API',
    'en',
    `<h1>Khata: API</h1><p>${esc((description['info'] as { description: string }).description)}</p>
<p class="soft">Machine-readable: <a href="/api/v1/openapi.json">openapi.json</a>. What each code means: <a href="/docs/problems">problems</a>. Every request but GET carries the header <code>x-khata: 1</code>.</p>
<nav>${nav.join('')}<a href="/docs/problems">Codes</a></nav>${sections.join('')}
<h2 id="systems">Systems</h2>${description['x-khata-systems'].map(systemPart).join('')}
<h2 id="schemas">Schemas</h2>${schemas.map(([name, schema]) => `<details id="schema-${esc(name)}"><summary><code>${esc(name)}</code></summary><div>${schemaPart(schema)}</div></details>`).join('')}`,
  )
}

/** Every code with its sentence in the reader's language first: where the `type` of a problem points. */
export function problemsPage(codes: readonly CodeText[], language: Script): string {
  const rest = (['en', 'bn', 'hi'] as const).filter((other) => other !== language)
  const item = ({ code, of, status, texts }: CodeText) =>
    `<li id="${esc(code)}"><code>${esc(code)}</code> <span class="soft">${status === undefined ? '' : `${status} · `}${esc(of)}</span><p>${esc(texts[language])}</p>${rest.map((other) => `<p class="soft" lang="${other}">${esc(texts[other])}</p>`).join('')}</li>`
  return shell(
    'Khata: codes',
    language,
    `<h1>Codes</h1><p class="soft"><a href="/docs">API</a></p><ul class="codes">${codes.map(item).join('')}</ul>`,
  )
}

type Shown = {
  parameters?: { name?: string; in?: string; required?: boolean }[]
  requestBody?: { content: Content }
  responses?: { [status: string]: { content?: Content; description?: string } }
}
type Content = { [type: string]: { schema: JsonSchema } }

function operationPart({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: Description['paths'][string][string]
}): string {
  const { parameters = [], requestBody, responses = {} } = operation as Shown
  const own = parameters
    .filter(({ name }) => name !== undefined)
    .map(
      ({ name, in: where, required }) =>
        `<li><code>${esc(name)}</code> <span class="soft">${esc(where)}${required ? '' : ', may be left out'}</span></li>`,
    )
  const answers = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(
      ([status, { content, description }]) =>
        `<li><code>${esc(status)}</code> ${content ? contentPart(content) : codesPart(description ?? '')}</li>`,
    )
  return `<details id="${esc(operation.operationId)}"><summary><span class="method">${esc(method)}</span> <code>${esc(path)}</code><br><span class="soft">${esc(operation.summary)}</span></summary>
<div>${own.length > 0 ? `<h3>Parameters</h3><ul>${own.join('')}</ul>` : ''}${requestBody ? `<h3>Body</h3>${contentPart(requestBody.content)}` : ''}<h3>Answers</h3><ul>${answers.join('')}</ul></div></details>`
}

/** Codes are links to what they mean. */
const codesPart = (text: string): string =>
  esc(text).replace(/[A-Z]+(?:_[A-Z]+)+/g, (code) => `<a href="/docs/problems#${code}">${code}</a>`)

const contentPart = (content: Content): string =>
  Object.entries(content)
    .map(([type, { schema }]) => (type === 'application/json' ? schemaPart(schema) : `<code>${esc(type)}</code>`))
    .join(' ')

function systemPart({ id, version, kind, titles, about, key, states, steps, read, codes }: SystemView): string {
  const list = steps.map(
    (step) =>
      `<li><a href="#schema-${esc(step.schema)}">${esc(step.id)}</a> <span class="soft">${esc(step.title)}: ${esc(step.from.map((from) => from ?? 'nothing').join(' or '))} → ${esc(step.to)}${step.reason ? ', with a reason' : ''}</span></li>`,
  )
  return `<details id="system-${esc(id)}"><summary><code>${esc(id)}</code> ${esc(titles.en)} <span class="soft">${esc(titles.bn)} · ${esc(titles.hi)}</span></summary>
<div><p>${esc(about)}</p><p class="soft">${esc(kind)}, version ${version}; one stream for each ${esc(key.join(' / '))}; states ${esc(states.join(', '))}; read by ${esc(read.join(', '))}</p><ul>${list.join('')}</ul>
${codes.length > 0 ? `<p>${codes.map((code) => `<a href="/docs/problems#${esc(code)}"><code>${esc(code)}</code></a>`).join(' ')}</p>` : ''}</div></details>`
}

/** A schema in a few lines: a name is a link, an object is its list of properties. */
function schemaPart(schema: JsonSchema): string {
  const name = refOf(schema)
  if (name) return `<a href="#schema-${esc(name)}">${esc(name)}</a>`
  const about = typeof schema['description'] === 'string' ? `<p>${esc(schema['description'])}</p>` : ''
  const properties = schema['properties'] as { [key: string]: JsonSchema } | undefined
  if (!properties) return `${about}${kindOf(schema)}`
  const required = (schema['required'] as string[] | undefined) ?? []
  const lines = Object.entries(properties).map(
    ([key, part]) =>
      `<li><code>${esc(key)}</code> ${kindOf(part)}${required.includes(key) ? '' : ' <span class="soft">may be left out</span>'}${typeof part['title'] === 'string' ? ` <span class="soft">${esc(part['title'])}</span>` : ''}</li>`,
  )
  return `${about}<ul>${lines.join('')}</ul>`
}

const refOf = (schema: JsonSchema): string | undefined =>
  typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined

function kindOf(schema: JsonSchema): string {
  const name = refOf(schema)
  if (name === 'Code') return '<a href="/docs/problems">Code</a>'
  if (name) return `<a href="#schema-${esc(name)}">${esc(name)}</a>`
  if (schema['enum']) return (schema['enum'] as unknown[]).map((value) => `<code>${esc(value)}</code>`).join(' ')
  if (schema['items']) return `list of ${kindOf(schema['items'] as JsonSchema)}`
  const choices = (schema['oneOf'] ?? schema['anyOf'] ?? schema['allOf']) as JsonSchema[] | undefined
  if (choices)
    return choices
      .filter((choice) => !refOf(choice)?.endsWith('.entry'))
      .map(kindOf)
      .join(schema['allOf'] ? ' with ' : ' or ')
  if (schema['properties']) return schemaPart(schema)
  if (schema['const'] !== undefined) return `<code>${esc(schema['const'])}</code>`
  const more = [
    schema['format'],
    schema['minimum'] !== undefined && `from ${String(schema['minimum'])}`,
    schema['maximum'] !== undefined && `to ${String(schema['maximum'])}`,
    schema['maxLength'] !== undefined && `at most ${String(schema['maxLength'])} characters`,
  ]
  return `<span class="soft">${esc([[schema['type'] ?? 'any'].flat().join(' or '), ...more].filter(Boolean).join(', '))}</span>`
}
