import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kernelCodes } from '#kernel/error.ts'
import { dumpSchema } from '#server/db/dump.ts'
import { serverCodes } from '#server/http/problem.ts'
import { labelOf, titleOf } from '#server/http/title.ts'
import { describe as describeApi, type Description } from '#server/openapi/describe.ts'
import { systems } from '#systems/index.ts'
import { startApp, type TestApp } from '#test/support/app.ts'

let world: TestApp
let description: Description

beforeAll(async () => {
  world = await startApp()
  description = (await world.anyone.get('/openapi.json')).body as Description
})
afterAll(() => world.stop())

/** Every object of the document with the path to it. */
function* walk(value: unknown, at = '#'): Generator<{ at: string; object: Record<string, unknown> }> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield { at, object: value as Record<string, unknown> }
  for (const [key, part] of Object.entries(value))
    yield* walk(part, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}

describe('the description', () => {
  test('is OpenAPI 3.1, and derived: pure and the same each time', () => {
    expect(description.openapi).toBe('3.1.0')
    expect(description).toEqual(JSON.parse(JSON.stringify(describeApi(systems, { titleOf, labelOf }))))
    expect(Object.keys(describeApi([], { titleOf, labelOf }).components.schemas)).not.toContain('admission.enter')
  })

  test('every reference resolves', () => {
    for (const { at, object } of walk(description)) {
      if (typeof object['$ref'] !== 'string') continue
      const target = object['$ref']
        .slice(2)
        .split('/')
        .reduce<unknown>(
          (value, key) => (value as Record<string, unknown>)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
          description,
        )
      expect(target, `${at} → ${object['$ref']}`).toBeTypeOf('object')
    }
  })

  test('names of schemas are lawful, operations have ids of their own, path parameters are declared', () => {
    for (const name of Object.keys(description.components.schemas)) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/)
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    )
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, operation } of operations) {
      const declared = (operation['parameters'] as { name?: string; in?: string }[])
        .filter((p) => p.in === 'path')
        .map((p) => p.name)
      expect(declared, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      expect(Object.keys(operation['responses'] as object).length).toBeGreaterThan(1)
    }
  })

  test('every required property exists, every type is one of JSON Schema', () => {
    const types = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null']
    const objects = [...walk(description.components.schemas)]
    const closed = objects.filter(({ object }) => object['properties'] && !object['allOf'])
    const lost = closed.flatMap(({ at, object }) =>
      ((object['required'] ?? []) as string[])
        .filter((name) => !Object.hasOwn(object['properties'] as object, name))
        .map((name) => `${at}: ${name}`),
    )
    expect(lost).toEqual([])
    const typed = objects.filter(({ at, object }) => 'type' in object && !at.endsWith('/properties'))
    expect(
      typed.flatMap(({ at, object }) =>
        [object['type']]
          .flat()
          .filter((type) => !types.includes(String(type)))
          .map((type) => `${at}: ${String(type)}`),
      ),
    ).toEqual([])
  })

  test('every system with each of its steps and fields is in it, every code with three sentences', () => {
    for (const definition of systems) {
      expect(description['x-khata-systems'].map(({ id }) => id)).toContain(definition.id)
      for (const [name, step] of Object.entries(definition.steps)) {
        const schema = description.components.schemas[`${definition.id}.${name}`]!
        expect(Object.keys(schema['properties'] as object)).toEqual(Object.keys(step.fields))
        expect(JSON.stringify(description.components.schemas['AnyEntry'])).toContain(`/${definition.id}.${name}.entry"`)
      }
    }
    const codes = new Map(description['x-khata-codes'].map((code) => [code.code, code]))
    for (const code of [...serverCodes, ...kernelCodes, ...systems.flatMap((d) => d.codes)])
      expect(codes.has(code), code).toBe(true)
    for (const { code, texts } of codes.values())
      for (const text of Object.values(texts)) expect(text, code).not.toBe(code)
  })

  test('every route of the server is described, and nothing else', async () => {
    const folder = new URL('../../src/server/http/', import.meta.url)
    const files = (await readdir(folder)).filter(
      (file) => file.endsWith('.ts') && !['web.ts', 'openapi.ts'].includes(file),
    )
    const routes: string[] = ['get /api/v1/openapi.json']
    for (const file of files)
      for (const [, method, path] of (await readFile(new URL(file, folder), 'utf8')).matchAll(
        /app\.(get|post|put|delete)(?:<[^(]*>)?\(\s*'([^']+)'/g,
      ))
        routes.push(`${method} ${path!.replace(/:(\w+)/g, '{$1}').replace('*', '{stream}')}`)
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(described.sort()).toEqual(routes.sort())
  })
})

describe('for people', () => {
  test('/docs shows every operation, system and schema without script or anything from elsewhere', async () => {
    const { body, status, headers } = await world.anyone.get('//docs')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    for (const { id } of description['x-khata-systems']) expect(body).toContain(`id="system-${id}"`)
    for (const methods of Object.values(description.paths))
      for (const { operationId } of Object.values(methods)) expect(body).toContain(`id="${operationId}"`)
    expect(body).not.toMatch(/<script|src=|@import|url\(|https?:/)
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, id] of body.matchAll(/href="#([^"]+)"/g)) expect(ids, id).toContain(id)
  })

  test('/docs/problems has an anchor per code, in the reader’s language first', async () => {
    const { body } = await world.anyone.get('//docs/problems', { headers: { 'accept-language': 'hi-IN,hi;q=0.9' } })
    for (const { code } of description['x-khata-codes']) expect(body).toContain(`<li id="${code}">`)
    expect(body).toContain('<html lang="hi">')
    const { body: problem } = await world.anyone.get('/me')
    expect(body).toContain(`id="${problem.type.split('#')[1]}"`)
  })

  test('the description is not sent twice', async () => {
    const { headers } = await world.anyone.get('/openapi.json')
    expect(
      (await world.anyone.get('/openapi.json', { headers: { 'if-none-match': String(headers['etag']) } })).status,
    ).toBe(304)
  })
})

test('the schema dump is the same each time and tells keys, policies and grants', async () => {
  const dump = await dumpSchema(world.url)
  expect(await dumpSchema(world.url)).toBe(dump)
  expect(dump).toContain('create table entry (\n  office uuid not null,')
  expect(dump).toContain('grant insert, select on entry to khata_app;')
  expect(dump).toContain('create policy entry_read on entry for select to khata_app using')
  expect(dump).toMatch(/partition by RANGE \(id\)/)
  expect(dump).not.toMatch(/entry_20\d\d/)
})
