-- The role that moves offices in the tree. The office's path is copied into rows for row-level security and is no part
-- of what they say: that one column it may rewrite, and the grants see to it that nothing else ever is.
do $$ begin
  if not exists (select from pg_roles where rolname = 'khata_tree') then create role khata_tree nologin; end if;
end $$;
grant usage on schema public to khata_tree;
grant select on office, office_place, office_head, entry, tray, record, tally, tally_delta, recount, file to khata_tree;
grant update (parent, path, closed) on office to khata_tree;
grant insert, update (parent, path, valid_to, change, order_no) on office_place to khata_tree;
grant update (path) on entry, tray, record, tally_delta, recount, file to khata_tree;
-- Whose move it is on an open case follows from who is above; it is a cache like the rest of the row.
grant update (duty_office) on record to khata_tree;
grant insert, delete, update (path, value) on tally to khata_tree;

create policy entry_keep on entry to khata_tree using (true) with check (true);
create policy tray_keep on tray to khata_tree using (true) with check (true);
create policy record_keep on record to khata_tree using (true) with check (true);
create policy tally_keep on tally to khata_tree using (true) with check (true);
create policy tally_delta_keep on tally_delta to khata_tree using (true) with check (true);
create policy recount_keep on recount to khata_tree using (true) with check (true);
create policy file_keep on file to khata_tree using (true) with check (true);
