-- Documents that somebody has looked through and left as they are, on their way to the plugin.
create table plugin_looked_through (
    document_id bigint primary key,
    user_name varchar(150) not null
);
