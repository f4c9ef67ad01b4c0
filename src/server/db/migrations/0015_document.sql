-- Papers that were issued, as they were issued: bytes are written once and by nobody changed. A row is made together
-- with the entry that issues the paper; the paper itself is printed right after, so that no printing holds an entry up.
create table document (
  office uuid not null,
  entry uuid not null,
  path text collate "C" not null,
  system text not null,
  stream text not null,
  kind text not null,
  number integer,
  subject uuid,
  by_person uuid not null,
  made timestamptz not null,
  digest text,
  sha256 text,
  bytes bytea,
  primary key (office, entry)
);
create index document_stream on document (office, system, stream);
create index document_sha256 on document (sha256) where sha256 is not null;
create index document_digest on document (digest) where digest is not null;
create index document_waiting on document (made) where bytes is null;
alter table document alter column bytes set storage external;

grant select, insert, update (digest, sha256, bytes) on document to khata_app;
alter table document enable row level security;
create policy document_read on document for select to khata_app using (
  (path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true)
    and (current_setting('khata.systems', true) = '*' or strpos(current_setting('khata.systems', true), ',' || system || ',') > 0))
  or subject = nullif(current_setting('khata.person', true), '')::uuid);
create policy document_insert on document for insert to khata_app with check (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));
create policy document_print on document for update to khata_app using (
  bytes is null and path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true))
  with check (true);

-- An office that moves in the tree takes its papers with it.
grant select, update (path) on document to khata_tree;
create policy document_keep on document to khata_tree using (true) with check (true);
