-- joined: names of the services that are on the destination's network without a domain, parted by spaces; * for all.
-- next_… is where the candidate revision is to be: where the stack is now stays in force until that is promoted.
ALTER TABLE stacks ADD COLUMN joined TEXT NOT NULL DEFAULT '';
ALTER TABLE stacks ADD COLUMN next_destination TEXT REFERENCES destinations (id);
ALTER TABLE stacks ADD COLUMN next_joined TEXT;

ALTER TABLE destinations ADD COLUMN removing BOOLEAN NOT NULL DEFAULT FALSE;

-- A person's own labels for the network that Portolan makes.
CREATE TABLE destination_labels (
    destination TEXT NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,
    PRIMARY KEY (destination, name)
);

-- Plans are kept for a day, and say in their sealed requests where a stack is to be: those before this did not.
DELETE FROM plans;
