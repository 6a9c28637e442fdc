package io.portolan.api.request;

/** @param plan the id of a plan that was shown */
public record DeployRequest(String plan) {}
