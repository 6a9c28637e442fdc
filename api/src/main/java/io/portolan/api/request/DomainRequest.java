package io.portolan.api.request;

import java.util.Optional;

/** A domain for a service of a stack that exists. */
public record DomainRequest(
        String stack, String service, String url, Optional<Integer> containerPort, Optional<OptionsRequest> options) {}
