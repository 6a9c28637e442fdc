package io.portolan.engine.view;

import java.util.List;

/** @param users names of the stacks that are placed in it */
public record DestinationView(
        String name, String id, String server, String network, String subnet, boolean adopted, List<String> users) {}
