package io.portolan.cli.client;

import io.portolan.model.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * Where the daemon is and with what right it is asked.
 *
 * @param tokenSource where the token was found or looked for, for people
 */
public record Connection(URI url, Optional<Secret> token, String tokenSource) {}
