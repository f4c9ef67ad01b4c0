-- What was erased, by whom and why: never the values. The leaf of an erasure takes the office's next number.
create table erasure (
  office uuid not null,
  seq bigint not null,
  entry uuid not null,
  ref bigint not null,
  fields text[] not null,
  by_person uuid not null,
  reason text not null,
  at timestamptz not null,
  primary key (office, seq)
);
create index erasure_entry on erasure (office, entry);

-- The one role that may blank values and salts of an entry, and nothing else of it.
do $$ begin
  if not exists (select from pg_roles where rolname = 'khata_erase') then create role khata_erase nologin; end if;
end $$;
grant usage on schema public to khata_erase;
grant select on entry, record, tray, file, office_head, claim, erasure to khata_erase;
grant update (body, salt, reason, evidence, flags) on entry to khata_erase;
grant update (doc, seq, changed) on record to khata_erase;
grant update (entry, problems) on tray to khata_erase;
grant update (seq, leaf) on office_head to khata_erase;
grant insert on erasure, log_pending to khata_erase;
grant delete on claim, file to khata_erase;
grant select on erasure to khata_app;
create policy entry_erase on entry to khata_erase using (true) with check (true);
create policy record_erase on record to khata_erase using (true) with check (true);
create policy tray_erase on tray to khata_erase using (true) with check (true);
create policy file_erase on file to khata_erase using (true) with check (true);
