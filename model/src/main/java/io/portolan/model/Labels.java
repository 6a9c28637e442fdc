package io.portolan.model;

/** The labels on what Portolan makes. What does not carry this instance's {@link #INSTANCE} is never touched. */
public final class Labels {
    public static final String MANAGED = "portolan.managed";
    public static final String INSTANCE = "portolan.instance";
    public static final String TEAM = "portolan.team";
    public static final String PROJECT = "portolan.project";
    public static final String ENVIRONMENT = "portolan.environment";
    public static final String SERVER = "portolan.server";
    /** The stack's id. */
    public static final String STACK = "portolan.stack";
    /** The stack's name at the time, for people who read {@code docker ps}. */
    public static final String STACK_NAME = "portolan.stack.name";

    public static final String SERVICE = "portolan.service";
    public static final String REPLICA = "portolan.replica";
    public static final String REVISION = "portolan.revision";
    /** {@code app}, {@code proxy}, {@code tcp-proxy} or {@code helper}; {@code grants} of a volume. */
    public static final String ROLE = "portolan.role";
    /** Keyed hash of the whole specification: what differs is replaced. */
    public static final String FINGERPRINT = "portolan.fingerprint";
    /** Keyed hashes of the parts of the specification, so that a plan can say which part changed. */
    public static final String ASPECTS = "portolan.aspects";
    /** The Compose file's key of a network or volume. */
    public static final String KEY = "portolan.key";
    /** The destination's id, on its network. */
    public static final String DESTINATION = "portolan.destination";
    /** The link's id, on its network. */
    public static final String LINK = "portolan.link";

    private Labels() {}
}
