-- When the node that does a job last said so: another one takes the job up when it has been silent for too long.
alter table tw_job add column seen_at timestamp(6) with time zone;
