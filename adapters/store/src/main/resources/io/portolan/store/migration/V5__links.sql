-- A link that is not live is wanted by the candidate of its consumer.
CREATE TABLE links (
    id               TEXT    NOT NULL PRIMARY KEY,
    consumer         TEXT    NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    consumer_service TEXT    NOT NULL,
    provider         TEXT    NOT NULL REFERENCES stacks (id),
    provider_service TEXT    NOT NULL,
    port             BIGINT  NOT NULL,
    protocol         TEXT    NOT NULL,
    prefix           TEXT    NOT NULL,
    live             BOOLEAN NOT NULL,
    created_at       BIGINT  NOT NULL,
    UNIQUE (consumer, consumer_service, prefix),
    UNIQUE (consumer, consumer_service, provider, provider_service, port, protocol)
);

CREATE INDEX links_provider ON links (provider);

-- Plans are kept for a day, and say in their sealed requests which links are asked for: those before this did not.
DELETE FROM plans;
