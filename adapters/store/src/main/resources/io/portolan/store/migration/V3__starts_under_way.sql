-- Containers whose first commands have not all succeeded: that they run does not say that they started.
CREATE TABLE starting_containers (
    stack     TEXT NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    container TEXT NOT NULL,
    PRIMARY KEY (stack, container)
);
