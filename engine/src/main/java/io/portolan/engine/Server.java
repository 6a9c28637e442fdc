package io.portolan.engine;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.HostProbe;
import io.portolan.engine.port.RouteProbe;

/** The ways to one server: its container engine, its HTTP proxy, its host, its sites. */
public record Server(
        String name, String endpoint, ContainerRuntime runtime, ChosenProxy proxy, HostProbe host, RouteProbe routes) {}
