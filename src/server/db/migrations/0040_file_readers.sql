-- A file is read by whoever may read an entry that names it, written by the one who sent the file: knowing a hash, or
-- writing it into a page of one's own, opens nothing. So each who sends the same bytes has a row of her own.
alter table file drop constraint file_pkey;
alter table file add primary key (office, sha256, by_person);
create index file_sha256 on file (sha256);
-- The few entries that name a file, by who wrote them.
create index entry_files on entry (by_person) where body @? '$.**.sha256';
