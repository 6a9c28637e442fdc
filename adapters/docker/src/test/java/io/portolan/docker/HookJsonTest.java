package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.stack.Hooks.Hook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HookJsonTest {
    @Test
    void saysWhoRunsACommandWhereAndWithWhat() {
        Hook all = new Hook(
                List.of(new Secret("chown"), new Secret("/data")), "root", true, "/srv", Map.of("A", new Secret("b")));
        assertThat(Streams.execBody(all).toString())
                .isEqualTo("{\"AttachStdout\":true,\"AttachStderr\":true,\"Cmd\":[\"chown\",\"/data\"],"
                        + "\"User\":\"root\",\"WorkingDir\":\"/srv\",\"Privileged\":true,\"Env\":[\"A=b\"]}");
        assertThat(Streams.execBody(new Hook(List.of(new Secret("x")), "", false, "", Map.of()))
                        .toString())
                .isEqualTo("{\"AttachStdout\":true,\"AttachStderr\":true,\"Cmd\":[\"x\"]}");
    }
}
