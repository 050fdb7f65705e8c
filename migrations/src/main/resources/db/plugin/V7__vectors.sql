-- What the embedding model made of each text, one row for a model and a text, so that no text is embedded twice.
create table tw_vector (
    id    varchar(129) primary key,
    model varchar(64) not null,
    bytes ${bytes} not null
);
create index tw_vector_model on tw_vector (model);
