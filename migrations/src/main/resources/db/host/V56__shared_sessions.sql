-- Who is signed in, where several hosts share the database; with the embedded one sessions stay in memory. The columns are
-- those that Spring Session asks for. Backups leave the rows out.
create table host_session (
    primary_id char(36) not null,
    session_id char(36) not null,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(200),
    constraint host_session_pk primary key (primary_id)
);
create unique index host_session_by_id on host_session (session_id);
create index host_session_by_end on host_session (expiry_time);
create index host_session_by_name on host_session (principal_name);

create table host_session_attributes (
    session_primary_id char(36) not null,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    constraint host_session_attributes_pk primary key (session_primary_id, attribute_name),
    constraint host_session_attributes_of foreign key (session_primary_id) references host_session (primary_id) on delete cascade
);

-- Wrong passwords, counted by all hosts together. The subject is a hash: what was typed as a name may be a password.
create table sign_in_count (
    what varchar(10) not null,
    subject char(64) not null,
    since timestamp(6) with time zone not null,
    wrong int not null,
    primary key (what, subject)
);
create index sign_in_count_by_time on sign_in_count (since);
