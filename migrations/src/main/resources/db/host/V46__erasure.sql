-- Documents that are gone for good, on their way to the plugin, which forgets what it keeps of them.
create table plugin_erasure (
    document_id bigint primary key
);
