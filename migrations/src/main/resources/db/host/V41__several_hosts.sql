-- Whether an index that several hosts share has held all documents once; before, it cannot answer.
alter table search_mark add column filled boolean default false not null;

-- Which process works on a job, and when each was last alive: what a dead one had under way another takes over.
alter table ingest_job add column host varchar(36);
create table host_sign (
    host varchar(36) primary key,
    seen_at timestamp(6) with time zone not null
);
