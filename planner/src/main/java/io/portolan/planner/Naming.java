package io.portolan.planner;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine names of everything that Portolan makes.
 *
 * <p>An engine name answers in DNS on every network its container is on, so it has to be unique on the server and must
 * never be a word that a person would use as a host name. And the networks' names sort: on engines without gateway
 * priorities the network whose name sorts first holds a container's default route, and attaching a running container
 * to one that sorts before the present ones ends every open connection. Hence the digits: the proxy's ingress sorts
 * before everything, a stack's own network before what is attached later.
 */
public final class Naming {
    /** Gateway priorities, for engines that know them; they say what the names' order says. */
    public static final int INGRESS_PRIORITY = 100;

    public static final int PRIVATE_PRIORITY = 50;
    public static final int DESTINATION_PRIORITY = 10;
    /** A network of somebody else is never the way out by our choice. */
    public static final int EXTERNAL_PRIORITY = 0;
    /** Networks of links are internal: they lead nowhere. */
    public static final int LINK_PRIORITY = -10;

    /** The key of the network that services are on which name none. */
    public static final String DEFAULT_NETWORK = "default";

    private static final Pattern CONTAINER = Pattern.compile("([^.]+)\\.(.+)\\.(\\d{1,9})\\.([0-9a-f]{8})");
    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9_.-]");
    private static final Pattern NO_KEY = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final int SHORT_FINGERPRINT = 8;
    private static final int GRANTS_FINGERPRINT = 16;

    private Naming() {}

    /** What all names of an instance that belong to no stack begin with. */
    public static String prefix(String instance) {
        StringBuilder prefix = new StringBuilder("ptl-");
        instance.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> Character.digit(c, 16) >= 0 && c < 128)
                .limit(6)
                .forEach(prefix::appendCodePoint);
        return prefix.append("000000").substring(0, 10);
    }

    public static String ingressNetwork(String instance) {
        return prefix(instance) + "-0-ingress";
    }

    public static String stackNetwork(String instance, String slug) {
        return prefix(instance) + "-1-" + word(slug);
    }

    /** A network of the file; its default one is the stack's own. No dot is in a slug, so it is no other stack's. */
    public static String stackNetwork(String instance, String slug, String key) {
        String own = stackNetwork(instance, slug);
        return key.equals(DEFAULT_NETWORK)
                ? own
                : own + "." + NO_KEY.matcher(key).replaceAll("-");
    }

    public static String destinationNetwork(String instance, String destination) {
        return prefix(instance) + "-2-" + word(destination);
    }

    /** No dot is in a slug, so the network is one of that stack's alone. */
    public static String linkNetwork(String instance, String consumer, String link) {
        return linkNetworks(instance, consumer) + word(link);
    }

    /** What the names of the networks of all links begin with whose consumer is the stack of that slug. */
    static String linkNetworks(String instance, String consumer) {
        return prefix(instance) + "-3-" + word(consumer) + ".";
    }

    /** Another specification has another name, so that the old proxy and the new one can both exist. */
    public static String proxyContainer(String instance, String fingerprint) {
        return prefix(instance) + "-proxy." + shortened(fingerprint);
    }

    public static String proxyVolume(String instance) {
        return prefix(instance) + "-proxy-data";
    }

    /** The same specification has the same name, a changed one another. {@code replica} counts from 1. */
    public static String container(String slug, String service, int replica, String fingerprint) {
        return word(slug) + "." + word(service) + "." + replica + "." + shortened(fingerprint);
    }

    /** The one that a container of the same name is to take the volumes of. */
    static String aside(String container) {
        return container + ".aside";
    }

    public static String volume(String slug, String key) {
        // Volume names keep their case: two keys may differ by case alone, and share no data for that.
        return word(slug) + "." + NO_KEY.matcher(key).replaceAll("-");
    }

    /** Where a deploy's files live. No dot after the slug, so that no volume of a file can have this name. */
    public static String filesVolume(String slug) {
        return word(slug) + "-files";
    }

    /**
     * Where configs and secrets live. Another content has another name, so that a container goes on reading its own.
     *
     * @param fingerprint of all that is in it
     */
    public static String grantsVolume(String slug, String fingerprint) {
        return word(slug) + "-grants-" + fingerprint.substring(0, Math.min(GRANTS_FINGERPRINT, fingerprint.length()));
    }

    /** A service's name on networks that it shares with other stacks. */
    public static String sharedAlias(String slug, String service) {
        return word(service) + "." + word(slug);
    }

    /** Takes a stack container's engine name apart; empty for any other name. */
    public static Optional<ContainerName> parse(String engineName) {
        Matcher m = CONTAINER.matcher(engineName);
        return m.matches()
                ? Optional.of(new ContainerName(m.group(1), m.group(2), Integer.parseInt(m.group(3)), m.group(4)))
                : Optional.empty();
    }

    private static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(SHORT_FINGERPRINT, fingerprint.length()));
    }

    /** Asked for every name of a server, nearly all of which are such words already. */
    private static String word(String text) {
        return text.chars().allMatch(Naming::isOfWord)
                ? text
                : NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    private static boolean isOfWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    }

    /** The parts of a stack container's engine name. */
    public record ContainerName(String slug, String service, int replica, String fingerprint) {}
}
