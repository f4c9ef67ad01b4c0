/** Runs work that no other tab of this browser does at the same time; where the browser has no locks, it just runs. */
export const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : work()
