/** What a bench reports: a number, its unit, and the bare floor measured beside it in the same run. */
export type Figure = {
  name: string
  value: number
  unit: string
  /** The same work without us: plain SQL, plain hash, plain loop. */
  floor?: number
  /** Ours against the floor, so that a slow machine does not change the verdict. */
  ratio?: number
  [fact: string]: unknown
}

/** The default export of `bench/NAME.ts`. */
export type Bench = () => Promise<Figure>
