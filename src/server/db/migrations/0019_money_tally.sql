-- Money is counted in paisa: one page may add more to the roll-up than an integer holds.
alter table tally_delta alter column delta type bigint;
