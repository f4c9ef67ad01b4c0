import type { Name } from '#kernel/field/name.ts'
import type { Random } from './random.ts'

export type Family = { father: Name; mother: Name; child(sex: 'girl' | 'boy'): Name }

/** Invented names of one country, in its own script and in English. */
export type NameBook = {
  family(random: Random): Family
  adult(random: Random, sex: 'female' | 'male'): Name
}
