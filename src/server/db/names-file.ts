/** SQL: whether a JSON column names the file `f` of the query, anywhere in it. */
export const namesFile = (column: string): string =>
  `jsonb_path_exists(${column}, '$.**.sha256 ? (@ == $named)', jsonb_build_object('named', f.sha256))`
