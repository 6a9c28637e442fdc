-- How a domain is served, whatever revision of its stack runs. NULL: as domains are without options.
ALTER TABLE domains ADD COLUMN sealed_options ${bytes};

-- The other host of a www pair, which belongs to the domain as its own host does.
CREATE TABLE domain_pairs (
    server  TEXT NOT NULL,
    host    TEXT NOT NULL,
    path    TEXT NOT NULL,
    of_host TEXT NOT NULL,
    PRIMARY KEY (server, host, path),
    FOREIGN KEY (server, of_host, path) REFERENCES domains (server, host, path) ON DELETE CASCADE
);
