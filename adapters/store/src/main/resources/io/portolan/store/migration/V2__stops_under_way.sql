-- Containers that Portolan has told to stop and has neither started again nor removed since.
CREATE TABLE stopping_containers (
    stack     TEXT NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    container TEXT NOT NULL,
    PRIMARY KEY (stack, container)
);
