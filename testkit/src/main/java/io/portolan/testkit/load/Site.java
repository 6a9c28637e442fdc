package io.portolan.testkit.load;

/**
 * Who is visited.
 *
 * @param address where the proxy listens
 * @param host the name that visitors ask for
 * @param sign what stands in every answer of the application, and in no answer of somebody else
 */
public record Site(String address, int port, String host, String sign) {
    /** Behind a proxy on loopback, with the lab's test server as its application. */
    public static Site onLoopback(int port, String host) {
        return new Site("127.0.0.1", port, host, "\"hostname\"");
    }
}
