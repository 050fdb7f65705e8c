-- What documents mean, as a plugin's model says it: base64 of big-endian 32-bit floats. The edition rises with each
-- replacement; pending until the search index has taken it in.
create table document_vector (
    document_id bigint primary key,
    model varchar(200) not null,
    numbers varchar(8200) not null,
    edition bigint not null,
    pending boolean not null,
    constraint document_vector_of foreign key (document_id) references document (id) on delete cascade
);
create index document_vector_pending on document_vector (pending, document_id);
