-- Who has read a person's pages in a watched register: a row for each reader, page and day, written once and by nobody
-- changed. An empty stream is a whole list, sheet or copy of an office; then it is about everybody who works there.
create table viewing (
  office uuid not null,
  system text not null,
  stream text not null,
  what text not null check (what in ('page', 'list', 'sheet', 'register', 'copy')),
  viewer uuid not null,
  post uuid not null,
  on_day date not null,
  path text collate "C" not null,
  subject uuid,
  at timestamptz not null,
  primary key (office, system, stream, what, viewer, on_day)
);
create index viewing_subject on viewing (subject, at) where subject is not null;

grant select, insert on viewing to khata_app;
alter table viewing enable row level security;
-- It is shown to the person it is about, and what was read of a whole office to those who work there.
create policy viewing_read on viewing for select to khata_app using (
  subject = nullif(current_setting('khata.person', true), '')::uuid
  or (subject is null and path = current_setting('khata.lo', true)));
create policy viewing_insert on viewing for insert to khata_app with check (
  viewer = nullif(current_setting('khata.person', true), '')::uuid);

-- An office that moves in the tree takes with it who has read there.
grant select, update (path) on viewing to khata_tree;
create policy viewing_keep on viewing to khata_tree using (true) with check (true);
