import type { Definition } from './definition.ts'

/**
 * The field by which pages of a system name somebody, where they do: their key is made on the device and they hold a
 * name (a pupil's page in the admission register).
 */
export function namingField(definition: Definition): string | undefined {
  const [key] = definition.key
  const isOwnKey = definition.key.length === 1 && definition.fields[key!]?.options['self'] === true
  return isOwnKey ? Object.keys(definition.fields).find((name) => definition.fields[name]!.kind === 'name') : undefined
}
