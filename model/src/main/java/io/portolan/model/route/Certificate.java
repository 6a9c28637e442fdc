package io.portolan.model.route;

import io.portolan.model.Secret;
import java.util.List;

/**
 * What a proxy shows to those who ask for one of the names over TLS.
 *
 * @param id stable over renewals; of letters, digits, dots and dashes, so that it can name a file
 * @param names host names in ASCII and lower case; {@code *.example.com} stands for one label (RFC 6125, 6.4.3)
 * @param chain PEM: the certificate, then those that lead to the root, in order
 * @param key PEM, PKCS #8
 */
public record Certificate(String id, List<String> names, String chain, Secret key) {
    public Certificate {
        names = List.copyOf(names);
        if (!id.matches("[a-zA-Z0-9][a-zA-Z0-9.-]{0,127}")) {
            throw new IllegalArgumentException("a certificate's id can name a file: " + id);
        }
    }
}
