-- Official letters: the office that sends one, and the memo number that it drew there. A number is drawn once, in the
-- transaction that writes it down, so that an office's numbers have no gap. `told` says that the ledger has been told
-- which bytes the paper has.
alter table document add column issuer uuid, add column memo text, add column told boolean not null default false;
update document set issuer = office;
alter table document alter column issuer set not null;
create index document_untold on document (made) where not told;
drop index document_waiting;
grant update (memo, told) on document to khata_app;
drop policy document_print on document;
create policy document_print on document for update to khata_app using (
  (bytes is null or not told) and path >= current_setting('khata.lo', true) and path < current_setting('khata.hi', true))
  with check (true);
