-- What the search index needs to know of documents that are gone for good.
create table purged_document (
    change_seq bigint not null,
    document_id bigint not null,
    primary key (change_seq, document_id)
);

-- How far a search engine that several hosts share has followed the changes. Who holds the row's lock writes the index.
create table search_mark (
    index_name varchar(200) primary key,
    change_seq bigint not null,
    document_id bigint not null
);
