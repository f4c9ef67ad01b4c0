import type { Issued } from '#kernel/define/issued.ts'
import { spellsOf } from '../common/roll.ts'

/**
 * The transfer certificate: what the admission register says of a pupil who leaves. It is given within days, to every
 * child, and withheld for no ground (RTE section 5).
 */
export const transferCertificate: Issued = {
  lines: (record) => {
    const { body } = record
    const field = (name: string) => ({ label: `fields.${name}`, value: { field: name, value: body[name] } })
    return [
      field('name'),
      field('mother'),
      field('father'),
      ...(body['guardian'] ? [field('guardian')] : []),
      { ...field('birth'), words: 'day' },
      field('no'),
      field('on'),
      { label: 'cells.groupFirst', value: spellsOf(record)[0]?.group ?? null },
      { label: 'cells.groupLeft', value: spellsOf(record).at(-1)?.group ?? null },
      field('leftOn'),
      field('cause'),
      field('note'),
    ]
  },
  notes: ['cells.certified'],
}
