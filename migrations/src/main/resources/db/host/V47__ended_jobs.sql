-- Finished jobs are deleted once they are old; they are found by when they ended.
create index ingest_job_by_end on ingest_job (state, updated_at);
