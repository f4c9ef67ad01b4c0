import pg from 'pg'

/**
 * The schema as the database itself tells it, in the form of SQL to be read and compared: tables, columns, keys,
 * indexes, triggers, policies, grants and functions, sorted by name. Monthly partitions and comments are left out, so that the text is the
 * same on every day and every installation.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const read = async (sql: string): Promise<Row[]> => (await client.query(sql)).rows as Row[]
    const [columns, constraints, partitioned, functions] = [
      await read(COLUMNS),
      await read(CONSTRAINTS),
      await read(PARTITIONED),
      await read(FUNCTIONS),
    ]
    const further: Row[][] = []
    for (const sql of [INDEXES, TRIGGERS, SECURED, POLICIES, GRANTS, COLUMN_GRANTS]) further.push(await read(sql))
    const of = (rows: Row[], table: string) => rows.filter((row) => row.table === table).map((row) => row.text)
    const tables = [...new Set(columns.map((row) => row.table))].map((table) => {
      const body = [...of(columns, table), ...of(constraints, table)].map((line) => `  ${line}`).join(',\n')
      const [by] = of(partitioned, table)
      const after = further.flatMap((rows) => of(rows, table)).map((line) => `${line};`)
      return [`create table ${table} (\n${body}\n)${by ? ` partition by ${by}` : ''};`, ...after].join('\n')
    })
    const all = [...tables, ...functions.map(({ text }) => `${text.trim()};`)]
    return `-- Written by khata generate from the migrations; read it, do not edit it.\n\n${all.join('\n\n')}\n`
  } finally {
    await client.end()
  }
}

type Row = { table: string; text: string }

const OURS = `n.nspname = 'public' and not c.relispartition and c.relkind in ('r', 'p')`
const FROM = `from pg_class c join pg_namespace n on n.oid = c.relnamespace`

const COLUMNS = `select c.relname as table, concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    case when a.attcollation <> t.typcollation and a.attcollation <> 0 then 'collate ' || quote_ident(l.collname) end,
    case when a.attnotnull then 'not null' end, 'default ' || pg_get_expr(d.adbin, d.adrelid)) as text
  ${FROM} join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum left join pg_collation l on l.oid = a.attcollation
  where ${OURS} and a.attnum > 0 and not a.attisdropped order by c.relname collate "C", a.attnum`

// Not-null constraints stand with their columns already.
const CONSTRAINTS = `select c.relname as table, pg_get_constraintdef(k.oid) as text
  ${FROM} join pg_constraint k on k.conrelid = c.oid
  where ${OURS} and k.contype <> 'n' order by c.relname collate "C", array_position(array['p', 'u', 'f', 'c'], k.contype::text), pg_get_constraintdef(k.oid) collate "C"`

const INDEXES = `select c.relname as table, replace(replace(pg_get_indexdef(i.indexrelid), ' ONLY public.', ' '), ' public.', ' ') as text
  ${FROM} join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
  where ${OURS} and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by c.relname collate "C", x.relname collate "C"`

const SECURED = `select c.relname as table, 'alter table ' || c.relname || ' enable row level security' as text ${FROM} where ${OURS} and c.relrowsecurity order by 1`

const POLICIES = `select c.relname as table, 'create policy ' || p.polname || ' on ' || c.relname ||
    case p.polcmd when 'r' then ' for select' when 'a' then ' for insert' when 'w' then ' for update' when 'd' then ' for delete' else '' end ||
    ' to ' || (select string_agg(case when r = 0 then 'public' else pg_get_userbyid(r)::text end, ', ' order by r) from unnest(p.polroles) as r) ||
    coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '') || coalesce(' with check ' || pg_get_expr(p.polwithcheck, p.polrelid), '') as text
  ${FROM} join pg_policy p on p.polrelid = c.oid where ${OURS} order by c.relname collate "C", p.polname collate "C"`

const GRANTS = `select c.relname as table, 'grant ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type) || ' on ' || c.relname || ' to ' || pg_get_userbyid(g.grantee) as text
  ${FROM} cross join aclexplode(c.relacl) as g where ${OURS} and g.grantee <> c.relowner
  group by c.relname, g.grantee order by c.relname collate "C", pg_get_userbyid(g.grantee)`

const COLUMN_GRANTS = `select c.relname as table, 'grant ' || lower(g.privilege_type) || ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ') on ' || c.relname || ' to ' || pg_get_userbyid(g.grantee) as text
  ${FROM} join pg_attribute a on a.attrelid = c.oid cross join aclexplode(a.attacl) as g where ${OURS} and g.grantee <> c.relowner
  group by c.relname, g.grantee, g.privilege_type order by c.relname collate "C", pg_get_userbyid(g.grantee), g.privilege_type`

const TRIGGERS = `select c.relname as table, replace(pg_get_triggerdef(t.oid), ' public.', ' ') as text ${FROM} join pg_trigger t on t.tgrelid = c.oid
  where ${OURS} and not t.tgisinternal order by c.relname collate "C", t.tgname collate "C"`

const FUNCTIONS = `select p.proname as table, pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' and p.prokind in ('f', 'p') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`

const PARTITIONED = `select c.relname as table, pg_get_partkeydef(c.oid) as text ${FROM} where ${OURS} and c.relkind = 'p' order by 1`
