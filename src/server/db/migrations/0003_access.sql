-- The application's own role: it reads, inserts, and keeps caches; it can neither alter nor delete an entry.
do $$ begin
  if not exists (select from pg_roles where rolname = 'khata_app') then create role khata_app nologin; end if;
end $$;
grant usage on schema public to khata_app;
grant select, insert, update on office, office_place, area, office_area, person, post, posting, account, session to khata_app;
grant select, insert, delete on sign_in_try to khata_app;
grant select, insert on entry to khata_app;
grant select, insert, update on tray, record, office_head, series to khata_app;
grant select, insert, delete on claim, recount, tally_delta to khata_app;
grant select, insert, update, delete on tally to khata_app;
grant select, insert on file to khata_app;
grant select, insert, update on setting to khata_app;

-- Row-level security by the office's path. Settings are made per transaction by the server:
--   khata.lo, khata.hi  the range of paths at and below the acting post's office
--   khata.systems       systems readable there with the post's role, as ',a,b,'
--   khata.spread        systems whose pages show to the offices below the one that keeps them
--   khata.person        the signed-in person, who always reads what is about her
-- Only comparisons and built-in functions: anything else in a policy costs hundreds of milliseconds.
alter table entry enable row level security;
alter table record enable row level security;
alter table tray enable row level security;
alter table tally enable row level security;
alter table tally_delta enable row level security;
alter table recount enable row level security;
alter table file enable row level security;

create policy entry_read on entry for select to khata_app using (
  (path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true)
    and (current_setting('khata.systems', true) = '*' or strpos(current_setting('khata.systems', true), ',' || system || ',') > 0))
  or subject = nullif(current_setting('khata.person', true), '')::uuid
  or (strpos(current_setting('khata.spread', true), ',' || system || ',') > 0
    and starts_with(current_setting('khata.lo', true), path)));
create policy entry_write on entry for insert to khata_app with check (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));

create policy record_read on record for select to khata_app using (
  (path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true)
    and (current_setting('khata.systems', true) = '*' or strpos(current_setting('khata.systems', true), ',' || system || ',') > 0))
  or subject = nullif(current_setting('khata.person', true), '')::uuid
  or (strpos(current_setting('khata.spread', true), ',' || system || ',') > 0
    and starts_with(current_setting('khata.lo', true), path)));
create policy record_insert on record for insert to khata_app with check (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));
create policy record_update on record for update to khata_app using (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));

create policy tray_read on tray for select to khata_app using (
  person = nullif(current_setting('khata.person', true), '')::uuid
  or (path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true)
    and (current_setting('khata.systems', true) = '*' or strpos(current_setting('khata.systems', true), ',' || system || ',') > 0)));
create policy tray_write on tray for insert to khata_app with check (true);
create policy tray_decide on tray for update to khata_app using (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));

create policy tally_all on tally to khata_app using (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));
create policy tally_delta_all on tally_delta to khata_app using (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));
create policy recount_all on recount to khata_app using (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));
create policy file_all on file to khata_app using (
  path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true));
