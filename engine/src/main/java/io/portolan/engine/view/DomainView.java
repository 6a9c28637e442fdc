package io.portolan.engine.view;

/**
 * @param containerPort the port that requests are sent to; 0 where it could not be found
 * @param live whether the proxy serves it now, all of it
 * @param options how it is served
 */
public record DomainView(
        String url, String stack, String service, int containerPort, boolean live, RouteOptionsView options) {}
