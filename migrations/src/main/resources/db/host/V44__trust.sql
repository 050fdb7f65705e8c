-- A token has a name, an end, and a last use that is right to the hour. Those made before this end a year after they
-- were made.
alter table host_token add column name varchar(100) default '' not null;
alter table host_token add column expires_at timestamp(6) with time zone;
update host_token set expires_at = created_at + interval '365' day;
alter table host_token alter column expires_at set not null;
alter table host_token add column used_at timestamp(6) with time zone;
create index host_token_by_user on host_token (user_id, id);

-- Sessions that were signed in to before this have ended; null when none was ended.
alter table host_user add column sessions_from timestamp(6) with time zone;

-- People beside the owner who may see a document that has one, and perhaps change it.
create table document_share (
    document_id bigint not null,
    user_id bigint not null,
    may_change boolean not null,
    primary key (document_id, user_id),
    constraint document_share_document foreign key (document_id) references document (id) on delete cascade,
    constraint document_share_user foreign key (user_id) references host_user (id) on delete cascade
);
create index document_share_by_user on document_share (user_id, document_id);
