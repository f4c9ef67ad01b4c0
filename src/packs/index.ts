import type { Pack, PackOffice } from '#kernel/pack.ts'
import bdPrimary from './bd-primary/pack.json' with { type: 'json' }
import upBasic from './up-basic/pack.json' with { type: 'json' }

/** A pack and its office tree; the tree is loaded only where offices are made, never on a phone. */
export type PackEntry = { pack: Pack; offices: () => Promise<PackOffice[]> }

/** Every jurisdiction this program knows, by id. The shape of the data is checked by the tests beside this file. */
export const packs: Record<string, PackEntry> = {
  'bd-primary': {
    pack: bdPrimary as unknown as Pack,
    offices: async () => officesOf(await import('./bd-primary/offices.json', { with: { type: 'json' } })),
  },
  'up-basic': {
    pack: upBasic as unknown as Pack,
    offices: async () => officesOf(await import('./up-basic/offices.json', { with: { type: 'json' } })),
  },
}

const officesOf = (module: { default: unknown }): PackOffice[] => module.default as PackOffice[]
