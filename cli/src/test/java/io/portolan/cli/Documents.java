package io.portolan.cli;

/** What a daemon answers, in the shapes of the REST API. */
final class Documents {
    static final String DEPLOYMENTS = FakeDaemon.ENV + "/deployments";
    static final String BLOG = FakeDaemon.ENV + "/stacks/blog";

    static final String PLAN = """
            {"id":"p1","stack":"blog","steps":[
              {"id":"net","action":"create-network","target":"blog-k3f9d","reason":"the stack's services talk on a network of their own","dependsOn":[],"interruption":"none","detail":"10.210.0.0/28"},
              {"id":"pull","action":"pull-image","target":"wordpress:latest","reason":"it is not on the server","dependsOn":[],"interruption":"none","detail":""},
              {"id":"run","action":"run-container","target":"blog-k3f9d.wordpress.1","reason":"wordpress should run once","dependsOn":["net","pull"],"interruption":"none","detail":"blog-k3f9d as wordpress, default as blog-wordpress"},
              {"id":"wait","action":"await-route","target":"http://blog.localhost","reason":"the deploy is done when it answers","dependsOn":["run"],"interruption":"none","detail":""}],
             "diagnostics":[{"severity":"warning","code":"compose.no-healthcheck","message":"wordpress has no health check","path":"compose.yaml","line":3,"column":5,"resource":null,"suggestion":"add one"}]}""";

    static final String PLAN_INTERRUPTING = """
            {"id":"p2","stack":"blog","steps":[
              {"id":"stop","action":"stop-container","target":"blog-k3f9d.db.1","reason":"its volume can have one user","dependsOn":[],"interruption":"service-down","estimateSeconds":4,"estimate":"about 4 s (up to 9 s more if it does not end when it is told to)","detail":""},
              {"id":"run","action":"run-container","target":"blog-k3f9d.db.2","reason":"the image changed","dependsOn":["stop"],"interruption":"none","detail":""}],
             "diagnostics":[]}""";

    static final String PLAN_EMPTY = """
            {"id":"p0","stack":"blog","steps":[],"diagnostics":[]}""";

    static final String PLAN_REFUSED = """
            {"id":"","stack":"blog","steps":[],"diagnostics":[
              {"severity":"error","code":"port.taken","message":"host port 80 is taken by the proxy","path":"compose.yaml","line":9,"column":7,"suggestion":"8081 is free"}]}""";

    static final String STALE = """
            {"type":"urn:portolan:problem:conflict","title":"Conflict","status":409,"detail":"the plan is stale",
             "diagnostics":[{"severity":"error","code":"plan.stale","message":"network blog-k3f9d was made since"}]}""";

    static final String[] EVENTS = {"""
        {"type":"plan","step":"","message":"4 steps","stepsDone":0,"stepsAll":4}""", """
        {"type":"step-started","step":"net","message":"","stepsDone":0,"stepsAll":4}""", """
        {"type":"step-done","step":"net","message":"","stepsDone":1,"stepsAll":4}""", """
        {"type":"step-progress","step":"pull","message":"40 %","stepsDone":1,"stepsAll":4}""", """
        {"type":"step-done","step":"pull","message":"","stepsDone":2,"stepsAll":4}""", """
        {"type":"finished","step":"","message":"succeeded","stepsDone":4,"stepsAll":4}"""};

    private Documents() {}

    static String deployment(String state, String diagnostics) {
        return """
                {"id":"d1","stack":"blog","revision":3,"state":"%s","stepsDone":2,"stepsAll":4,"diagnostics":[%s],\
                "urls":["http://blog.localhost"],"startedAt":"2026-03-01T11:59:00Z","finishedAt":%s}""".formatted(state, diagnostics, state.equals("running") ? "null" : "\"2026-03-01T11:59:12.345Z\"");
    }
}
