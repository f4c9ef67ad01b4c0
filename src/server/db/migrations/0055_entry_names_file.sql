-- Whether an entry names a file is told when it is written: looking through every page for it cost each append a
-- twentieth of its time.
drop index entry_files;
alter table entry add column names_file boolean not null default false;
update entry set names_file = true where body @? '$.**.sha256';
create index entry_files on entry (by_person) where names_file;
