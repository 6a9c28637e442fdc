package io.portolan.traefik;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What Traefik reads at its start alone: where it listens, and where it finds the rest.
 *
 * @param dynamicFile as Traefik sees it
 */
record StaticFile(String dynamicFile) {
    static final String WEB = "web";
    static final String WEBSECURE = "websecure";

    /** The one that Traefik's API is on by itself, whatever stands in the other file. */
    private static final String INTERNAL = "traefik";

    static final int WEB_PORT = 80;
    static final int WEBSECURE_PORT = 443;

    /** On loopback inside the container: neither those on its networks nor users of the host get there. */
    static final int API_PORT = 8079;

    String render() {
        ObjectNode file = Json.object();
        file.putObject("global").put("checkNewVersion", false).put("sendAnonymousUsage", false);
        file.putObject("log").put("level", "WARN").put("format", "common").put("noColor", true);
        ObjectNode entryPoints = file.putObject("entryPoints");
        visitors(entryPoints.putObject(WEB), WEB_PORT);
        visitors(entryPoints.putObject(WEBSECURE), WEBSECURE_PORT);
        entryPoints.putObject(INTERNAL).put("address", "127.0.0.1:" + API_PORT);
        // Insecure means without a password: the address is what guards it.
        file.putObject("api").put("dashboard", false).put("insecure", true);
        ObjectNode providers = file.putObject("providers");
        // A change is taken at once; the daemon itself sends them one after the other.
        providers.put("providersThrottleDuration", "0s");
        providers.putObject("file").put("filename", dynamicFile).put("watch", true);
        file.putObject("experimental")
                .putObject("localPlugins")
                .putObject(Plugin.NAME)
                .put("moduleName", Plugin.MODULE);
        return Json.yaml(file);
    }

    private static void visitors(ObjectNode entryPoint, int port) {
        entryPoint.put("address", ":" + port);
        // Whom to believe is the plugin's to decide: Traefik would have to be restarted for another answer.
        entryPoint.putObject("forwardedHeaders").put("insecure", true);
        ObjectNode transport = entryPoint.putObject("transport");
        // The first one would also end long uploads and event streams: it is for a whole request and its connection.
        transport
                .putObject("respondingTimeouts")
                .put("readTimeout", "0s")
                .put("writeTimeout", "0s")
                .put("idleTimeout", "3m");
        // Less than the 10 s that container engines wait before they kill: open streams must not make a stop a kill.
        transport.putObject("lifeCycle").put("requestAcceptGraceTimeout", "0s").put("graceTimeOut", "5s");
    }
}
