-- Which HTTP proxy a person has chosen for a server; none: the one that the daemon was started with. No image: the kind's usual one.
CREATE TABLE proxy_choices (
    server TEXT NOT NULL PRIMARY KEY REFERENCES servers (id),
    kind   TEXT NOT NULL,
    image  TEXT
);
