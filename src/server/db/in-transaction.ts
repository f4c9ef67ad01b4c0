type Queries = { query(text: string): Promise<unknown> }

/** Work in one transaction of a connection that has none open: all of it or nothing. */
export async function inTransaction<T>(client: Queries, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
