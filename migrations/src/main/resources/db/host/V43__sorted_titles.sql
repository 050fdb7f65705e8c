-- Titles as lists sort them, so that a page of a long list needs no sorting.
alter table document add column title_key varchar(1024) default '' not null;
update document set title_key = lower(title);
create index document_by_title on document (title_key, id);
