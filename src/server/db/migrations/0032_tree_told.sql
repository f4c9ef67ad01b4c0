-- A change of the office tree is told to every running server, whichever command or server made it.
create function khata_tell_tree() returns trigger language plpgsql as $$
begin
  notify khata_tree;
  return null;
end $$;
create trigger office_told after insert or update on office for each statement execute function khata_tell_tree();

-- What the keeper of the tree may do besides moving: give an office another name, and say in which area it lies.
grant update (names) on office, office_place to khata_tree;
grant select on area, office_area to khata_tree;
grant insert, update (valid_to) on office_area to khata_tree;

-- The first account of an installation has nobody above it: it is made by who runs the installation, and says so.
alter table account_change alter column by_person drop not null;
alter table account_change alter column by_post drop not null;
alter table account_change add constraint account_change_by_check check ((by_person is null) = (by_post is null));
