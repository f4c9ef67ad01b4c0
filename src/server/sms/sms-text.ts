import { choicesOf } from '#kernel/define/read-sms.ts'
import type { Said } from '#kernel/define/sms.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Problem } from '#kernel/error.ts'
import type { Script } from '#kernel/field/name.ts'
import type { Day } from '#kernel/rule/day.ts'
import { formatNumber } from '#kernel/rule/digits.ts'
import { groupName } from '#kernel/rule/group-name.ts'
import { DIGITS, labelOf, titleOf } from '../http/title.ts'

/** What became of a message that was understood. */
export type Outcome = 'taken' | 'corrected' | 'same' | 'held'

/** The answer to a message that was understood, with what is unusual about it. */
export function outcomeText(
  outcome: Outcome,
  { definition, day, said }: { definition: Definition; day: Day; said: Said },
  marks: readonly Problem[],
  language: Script,
): string {
  const facts = {
    what: labelOf('short', language, undefined, definition.id),
    day,
    said: saidText(definition, said, language),
  }
  const notes = marks.map(({ code, facts: about }) => codeText(definition, code, language, about))
  return [
    labelOf(`sms.${outcome}`, language, facts),
    ...(notes.length > 0 ? [labelOf('sms.marked', language), ...new Set(notes)] : []),
  ].join(' ')
}

/** The answer to a message that was not taken: every reason, and what to do. */
export const refusalText = (problems: readonly Problem[], language: Script, definition?: Definition): string =>
  [
    labelOf('sms.refused', language),
    ...new Set(
      problems.map(({ code, facts }) =>
        definition ? codeText(definition, code, language, facts) : titleOf(code, language, facts),
      ),
    ),
  ].join(' ')

/** How each register is written, or one of them with its numbered choices. */
export function helpText(definitions: readonly Definition[], language: Script): string {
  const lines = definitions.map(({ id }) => labelOf('sms.usage', language, undefined, id))
  const [only] = definitions.length === 1 ? definitions : []
  const coded = Object.entries(only?.sms?.coded ?? {}).flatMap(([letter, name]) =>
    choicesOf(only!, name).map(
      (choice, i) => `${letter}${i + 1} ${labelOf(`choices.${name}.${choice}`, language, undefined, only!.id)}`,
    ),
  )
  return [labelOf('sms.help', language), ...lines, ...coded].join('\n')
}

const codeText = ({ id }: Definition, code: string, language: Script, facts: Problem['facts']): string => {
  const own = labelOf(`codes.${code}`, language, facts, id)
  return own === code ? titleOf(code, language, facts) : own
}

function saidText({ id, sms }: Definition, said: Said, language: Script): string {
  const digits = DIGITS[language]
  return Object.entries(said)
    .map(([name, values]) => {
      const isPlain = name in sms!.says
      const label = labelOf(isPlain ? `sms.${name}` : `fields.${name}`, language, undefined, id)
      const texts = values.map((value) =>
        typeof value === 'number'
          ? formatNumber(value, digits)
          : isPlain
            ? groupName(String(value), language, digits)
            : labelOf(`choices.${name}.${String(value)}`, language, undefined, id),
      )
      return `${label} ${texts.join(' ')}`
    })
    .join(', ')
}
