import type { Definition, Step } from '#kernel/define/definition.ts'
import { kernelCodes, type Facts } from '#kernel/error.ts'
import type { Field, JsonSchema } from '#kernel/field/field.ts'
import type { Script } from '#kernel/field/name.ts'
import { ProblemError, serverCodes, type ServerCode } from '../http/problem.ts'
import { importCodes, importText } from '../import/report-text.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { parts } from './parts.ts'
import { oneOf, ref } from './schema.ts'

/** Where the description finds its words. */
export type Texts = {
  titleOf: (code: string, language: Script, facts?: Facts) => string
  labelOf: (path: string, language: Script, facts?: Facts, system?: string) => string
}

const LANGUAGES = ['en', 'bn', 'hi'] as const

/** A code with its sentence in each language, who gives it, and the HTTP status where it is a request's. */
export type CodeText = { code: string; of: string; status?: number; texts: { [S in Script]: string } }

export type Description = {
  openapi: '3.1.0'
  paths: { [path: string]: { [method: string]: JsonSchema & { operationId: string; summary: string; tags: string[] } } }
  components: { schemas: { [name: string]: JsonSchema }; [kind: string]: object }
  'x-khata-systems': readonly SystemView[]
  'x-khata-codes': readonly CodeText[]
  [key: string]: unknown
}

export type SystemView = {
  id: string
  version: number
  kind: string
  catalogue: readonly string[]
  titles: { [S in Script]: string }
  about: string
  key: readonly string[]
  states: readonly string[]
  steps: { id: string; title: string; from: readonly (string | null)[]; to: string; reason: boolean; schema: string }[]
  read: readonly string[]
  codes: readonly string[]
}

/** The whole API as OpenAPI 3.1, derived from the definitions: what is not in them is not in it. Pure. */
export function describe(systems: readonly Definition[], texts: Texts): Description {
  const codes = codesOf(systems, texts)
  const bodies = systems.flatMap((definition) => schemasOf(definition, texts))
  const entries = systems.flatMap((definition) =>
    Object.keys(definition.steps).map((step) => `${definition.id}.${step}.entry`),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Khata',
      version: '1',
      description:
        'Every register and procedure is one stream of entries: send them to /entries, read what follows from them with /sync, /records and /oversight.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ session: [] }],
    paths: pathsOf(),
    components: {
      schemas: {
        ...parts,
        Code: {
          ...oneOf(...codes.map(({ code }) => code)),
          description: 'Why something was refused, held or marked; /docs/problems says each in a sentence',
        },
        AnyEntry: {
          description:
            'An entry of any step of any system; of a version or system that the server does not know yet it is held, not lost',
          anyOf: [...entries.map(ref), ref('Entry')],
        },
        ...Object.fromEntries(bodies),
      },
      responses: {
        Problem: { description: 'Why not', content: { 'application/problem+json': { schema: ref('Problem') } } },
      },
      parameters: {
        post: {
          name: 'x-khata-post',
          in: 'header',
          schema: { type: 'string', format: 'uuid' },
          description: "The acting post; the session's own where it is left out",
        },
        language: { name: 'x-khata-lang', in: 'header', schema: ref('Language'), description: 'Language of texts' },
        own: {
          name: 'x-khata',
          in: 'header',
          required: true,
          schema: { const: '1' },
          description: 'No form of another site can send it',
        },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'khata' } },
    },
    'x-khata-systems': systems.map((definition) => viewOf(definition, texts)),
    'x-khata-codes': codes,
  }
}

function pathsOf(): Description['paths'] {
  const paths: Description['paths'] = {}
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = operationOf(operation)
  return paths
}

const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` })

function operationOf({
  method,
  path,
  id,
  tag,
  summary,
  query = {},
  body,
  answer,
  status = 200,
  codes = [],
  isOpen,
}: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'kind' ? ref('ImportKind') : { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, schema]) => ({
    name: name.replace('?', ''),
    in: 'query',
    required: !name.endsWith('?'),
    schema,
  }))
  const given =
    body &&
    ('type' in body && 'schema' in body
      ? { [body['type'] as string]: { schema: body['schema'] } }
      : { 'application/json': { schema: body } })
  const media =
    answer &&
    Object.fromEntries(
      (Array.isArray(answer) ? answer : [{ type: 'application/json', schema: answer }]).map(({ type, schema }) => [
        type,
        { schema },
      ]),
    )
  const all: ServerCode[] = [
    ...codes,
    ...(isOpen ? [] : (['SIGNIN_NEEDED', 'PASSWORD_CHANGE_NEEDED', 'TOTP_NEEDED'] as const)),
    'REQUEST_MALFORMED',
    ...(path.startsWith('/api/v1/') ? (['TOO_MANY_REQUESTS'] as const) : []),
  ]
  const byStatus = new Map<number, ServerCode[]>()
  for (const code of all) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code])
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(isOpen && { security: [] }),
    parameters: [
      ...inPath,
      ...inQuery,
      ...(isOpen ? [] : [shared('post')]),
      shared('language'),
      ...(method === 'get' ? [] : [shared('own')]),
    ],
    ...(given && { requestBody: { required: true, content: given } }),
    responses: {
      [String(status)]: { description: status === 204 ? 'Done' : 'Well', ...(media && { content: media }) },
      ...Object.fromEntries(
        [...byStatus]
          .sort(([a], [b]) => a - b)
          .map(([code, names]) => [
            String(code),
            { $ref: '#/components/responses/Problem', description: names.join(', ') },
          ]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const statusOf = (code: ServerCode): number => new ProblemError(code).status

/** For each step what its body holds, and the entry that carries it. */
function schemasOf(definition: Definition, texts: Texts): [string, JsonSchema][] {
  return Object.entries(definition.steps).flatMap(([name, step]): [string, JsonSchema][] => [
    [`${definition.id}.${name}`, bodyOf(definition, step, name, texts)],
    [
      `${definition.id}.${name}.entry`,
      {
        title: `${texts.labelOf('title', 'en', undefined, definition.id)}: ${texts.labelOf(`steps.${name}`, 'en', undefined, definition.id)}`,
        allOf: [ref('Entry')],
        properties: {
          system: { const: definition.id },
          version: { type: 'integer', maximum: definition.version },
          step: { const: name },
          body: ref(`${definition.id}.${name}`),
        },
        ...(step.reason && { required: ['reason'] }),
      },
    ],
  ])
}

function bodyOf(definition: Definition, step: Step, name: string, texts: Texts): JsonSchema {
  const fields = Object.entries(step.fields)
  const needed = fields.filter(([, field]) => !field.isOptional).map(([key]) => key)
  return {
    title: `${definition.id}.${name}`,
    type: 'object',
    additionalProperties: false,
    ...(needed.length > 0 && { required: needed }),
    properties: Object.fromEntries(fields.map(([key, field]) => [key, fieldOf(definition, key, field, texts)])),
    ...(Object.keys(step.assigns).length > 0 && { 'x-assigns': step.assigns }),
  }
}

function fieldOf(definition: Definition, key: string, field: Field, { labelOf }: Texts): JsonSchema {
  const [title, ...others] = LANGUAGES.map((language) => labelOf(`fields.${key}`, language, undefined, definition.id))
  return {
    ...field.schema(),
    title,
    'x-titles': { bn: others[0], hi: others[1] },
    'x-kind': field.kind,
    ...(field.isPrivate && { 'x-private': true }),
  }
}

function viewOf(definition: Definition, { labelOf }: Texts): SystemView {
  const { id, version, kind, catalogue, key, states, read, codes } = definition
  const words = (path: string) =>
    Object.fromEntries(
      LANGUAGES.map((language) => [language, labelOf(path, language, undefined, id)]),
    ) as SystemView['titles']
  const steps = Object.entries(definition.steps).map(([name, { from, to, reason }]) => ({
    id: name,
    title: labelOf(`steps.${name}`, 'en', undefined, id),
    from,
    to,
    reason,
    schema: `${id}.${name}`,
  }))
  return {
    id,
    version,
    kind,
    catalogue,
    titles: words('title'),
    about: labelOf('about', 'en', undefined, id),
    key,
    states,
    steps,
    read,
    codes,
  }
}

/** Every code once: the server's, the kernel's, an import's and each system's own. */
function codesOf(systems: readonly Definition[], { titleOf, labelOf }: Texts): CodeText[] {
  const codes = new Map<string, CodeText>()
  const add = (code: string, of: string, text: (language: Script) => string, status?: number) => {
    const texts = { en: text('en'), bn: text('bn'), hi: text('hi') }
    if (!codes.has(code)) codes.set(code, { code, of, ...(status !== undefined && { status }), texts })
  }
  for (const code of serverCodes) add(code, 'server', (language) => titleOf(code, language), statusOf(code))
  for (const code of kernelCodes) add(code, 'kernel', (language) => titleOf(code, language))
  for (const code of importCodes) add(code, 'import', (language) => importText(code, language))
  for (const { id, codes: own } of systems)
    for (const code of own) add(code, id, (language) => labelOf(`codes.${code}`, language, undefined, id))
  return [...codes.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}
