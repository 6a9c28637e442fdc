-- Written for SQLite and PostgreSQL alike: TEXT keys, BIGINT for times (milliseconds since 1970) and numbers.
-- ${bytes} and ${identity} stand for what the two call differently.
-- Columns named sealed_… hold AES-256-GCM ciphertext that is bound to its table, column and row.

CREATE TABLE teams (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE projects (
    id         TEXT   NOT NULL PRIMARY KEY,
    team       TEXT   NOT NULL REFERENCES teams (id),
    name       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (team, name)
);

CREATE TABLE environments (
    id         TEXT   NOT NULL PRIMARY KEY,
    project    TEXT   NOT NULL REFERENCES projects (id),
    name       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (project, name)
);

CREATE TABLE servers (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

-- One row, made at first start. data_key is wrapped by the master key, which is not in the database.
CREATE TABLE installation (
    singleton              BIGINT   NOT NULL PRIMARY KEY CHECK (singleton = 1),
    instance               TEXT     NOT NULL,
    team                   TEXT     NOT NULL REFERENCES teams (id),
    project                TEXT     NOT NULL REFERENCES projects (id),
    environment            TEXT     NOT NULL REFERENCES environments (id),
    server                 TEXT     NOT NULL REFERENCES servers (id),
    data_key               ${bytes} NOT NULL,
    sealed_fingerprint_key ${bytes} NOT NULL,
    created_at             BIGINT   NOT NULL
);

CREATE TABLE destinations (
    id              TEXT   NOT NULL PRIMARY KEY,
    team            TEXT   NOT NULL REFERENCES teams (id),
    server          TEXT   NOT NULL REFERENCES servers (id),
    name            TEXT   NOT NULL,
    adopted_network TEXT,
    created_at      BIGINT NOT NULL,
    UNIQUE (team, name)
);

-- A retired stack was removed and its volumes were kept: it keeps its id, its slug and its generated variables.
CREATE TABLE stacks (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    slug        TEXT    NOT NULL,
    team        TEXT    NOT NULL REFERENCES teams (id),
    project     TEXT    NOT NULL REFERENCES projects (id),
    environment TEXT    NOT NULL REFERENCES environments (id),
    server      TEXT    NOT NULL REFERENCES servers (id),
    destination TEXT    REFERENCES destinations (id) ON DELETE SET NULL,
    active      BIGINT,
    candidate   BIGINT,
    stopped     BOOLEAN NOT NULL,
    removing    TEXT    NOT NULL,
    retired     BOOLEAN NOT NULL,
    created_at  BIGINT  NOT NULL,
    UNIQUE (server, slug),
    CHECK (retired OR destination IS NOT NULL)
);

CREATE UNIQUE INDEX stacks_living_name ON stacks (environment, name) WHERE NOT retired;
CREATE UNIQUE INDEX stacks_retired_name ON stacks (environment, name) WHERE retired;
CREATE INDEX stacks_destination ON stacks (destination);

CREATE TABLE revisions (
    stack           TEXT     NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    number          BIGINT   NOT NULL,
    status          TEXT     NOT NULL,
    failure         TEXT,
    created_at      BIGINT   NOT NULL,
    sealed_document ${bytes} NOT NULL,
    PRIMARY KEY (stack, number)
);

-- wanted_by is the candidate revision that wants the domain, and next_… what it wants of it: the live values stay in
-- force until that revision is promoted.
CREATE TABLE domains (
    server         TEXT    NOT NULL REFERENCES servers (id),
    host           TEXT    NOT NULL,
    path           TEXT    NOT NULL,
    stack          TEXT    NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    scheme         TEXT    NOT NULL,
    service        TEXT    NOT NULL,
    container_port BIGINT,
    live           BOOLEAN NOT NULL,
    wanted_by      BIGINT,
    next_scheme    TEXT,
    next_service   TEXT,
    next_port      BIGINT,
    created_at     BIGINT  NOT NULL,
    PRIMARY KEY (server, host, path)
);

CREATE INDEX domains_stack ON domains (stack);

-- holder is the id of a stack or a destination, or a name of the engine's own (the proxy's ingress network).
CREATE TABLE subnets (
    server  TEXT   NOT NULL REFERENCES servers (id),
    network TEXT   NOT NULL,
    holder  TEXT   NOT NULL,
    address BIGINT NOT NULL,
    prefix  BIGINT NOT NULL,
    PRIMARY KEY (server, network)
);

CREATE INDEX subnets_holder ON subnets (holder);

-- Overlap as a unique constraint: IPv4 is cut into a fixed grid of /28 cells, and a subnet owns every cell that it
-- touches (a /28 one row, a /22 sixty-four, a /16, the largest allowed, 4,096). Two subnets smaller than a cell never
-- share one.
CREATE TABLE subnet_cells (
    server  TEXT   NOT NULL,
    cell    BIGINT NOT NULL,
    network TEXT   NOT NULL,
    PRIMARY KEY (server, cell),
    FOREIGN KEY (server, network) REFERENCES subnets (server, network) ON DELETE CASCADE
);

CREATE INDEX subnet_cells_network ON subnet_cells (server, network);

-- address as it was given, bound as it is compared. Wildcards (0.0.0.0, ::) overlap every address, which no unique
-- constraint says: that is checked in the transaction that writes the row.
CREATE TABLE host_ports (
    server   TEXT   NOT NULL REFERENCES servers (id),
    protocol TEXT   NOT NULL,
    port     BIGINT NOT NULL,
    bound    TEXT   NOT NULL,
    address  TEXT   NOT NULL,
    stack    TEXT   NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    PRIMARY KEY (server, protocol, port, bound)
);

CREATE INDEX host_ports_stack ON host_ports (stack);

CREATE TABLE generated_variables (
    stack        TEXT     NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    name         TEXT     NOT NULL,
    sealed_value ${bytes} NOT NULL,
    PRIMARY KEY (stack, name)
);

CREATE TABLE completed_one_shots (
    stack     TEXT NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    container TEXT NOT NULL,
    PRIMARY KEY (stack, container)
);

-- stack may be the id that a new stack will get, so it refers to nothing.
CREATE TABLE plans (
    id             TEXT     NOT NULL PRIMARY KEY,
    stack          TEXT     NOT NULL,
    digest         TEXT     NOT NULL,
    created_at     BIGINT   NOT NULL,
    sealed_request ${bytes} NOT NULL
);

CREATE INDEX plans_created_at ON plans (created_at);

CREATE TABLE events (
    id      ${identity},
    at      BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    message TEXT   NOT NULL
);

CREATE TABLE tokens (
    sha256     TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    scope      TEXT   NOT NULL DEFAULT 'all',
    created_at BIGINT NOT NULL
);
