package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.compose.magic.MagicVariable;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.Bundle;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagicVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "SERVICE_PASSWORD_ROOT,         [A-Za-z0-9]{32}",
        "SERVICE_PASSWORD_64_ROOT,      [A-Za-z0-9]{64}",
        "SERVICE_PASSWORDWITHSYMBOLS_X, [!-~]{32}",
        "SERVICE_USER_MYSQL,            [A-Za-z][A-Za-z0-9]{15}",
        "SERVICE_BASE64_KEY,            [A-Za-z0-9]{32}",
        "SERVICE_BASE64_128_KEY,        [A-Za-z0-9]{128}",
        "SERVICE_REALBASE64_64_KEY,     [A-Za-z0-9+/]{86}==",
        "SERVICE_HEX_32_KEY,            [0-9a-f]{32}",
        "SERVICE_HEX_64_KEY,            [0-9a-f]{64}",
    })
    void generatesEachKindInItsForm(String name, String pattern) {
        MagicVariable variable = MagicVariable.of(name).orElseThrow();

        assertThat(MagicVariables.generate(variable, new Random(7))).matches(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVICE_OPENAI_KEY",
        "SERVICE_URL",
        "SERVICE_ROLE_KEY",
        "SERVICE_DB_NAME",
        "PASSWORD_X",
        "SERVICE_NAME_WEB"
    })
    void leavesTheUsersOwnVariablesAlone(String name) {
        assertThat(MagicVariable.of(name)).isEmpty();
    }

    @Test
    void findsThemInOrderOfFirstUseWhereverTheyStand() {
        Bundle bundle = Loading.bundle("""
                services:
                  web:
                    image: x
                    command: ${A:-$SERVICE_USER_DB}
                    environment:
                      - SERVICE_FQDN_WEB_80
                      - P=${SERVICE_PASSWORD_DB}
                      - Q=$SERVICE_OPENAI_KEY $$SERVICE_HEX_32_NO
                    volumes:
                      - {type: bind, source: ./a, target: /a, content: $SERVICE_USER_NOT}
                """);

        assertThat(MagicVariables.find(bundle))
                .extracting(MagicVariable::name)
                .containsExactly("SERVICE_USER_DB", "SERVICE_FQDN_WEB_80", "SERVICE_PASSWORD_DB");
    }

    @Test
    void keepsWhatWasGeneratedAndDerivesAddressesAndTokens() {
        Bundle bundle = Loading.bundle("""
                services:
                  my-app:
                    image: x
                    environment:
                      - SERVICE_URL_MYAPP_3000
                      - SERVICE_URL_MYAPP=/api
                      - HOST=$SERVICE_FQDN_MYAPP
                      - K=${SERVICE_SUPABASEANON_KEY}
                      - P=${SERVICE_PASSWORD_DB}
                """);
        Map<String, Domain> domains = Map.of("my-app", new Domain("https", "a.example", "/"));

        Map<String, String> first = MagicVariables.fill(bundle, Map.of(), domains, new Random(1));
        Map<String, String> again = MagicVariables.fill(bundle, first, domains, new Random(2));

        assertThat(again).isEqualTo(first);
        assertThat(first)
                .containsEntry("SERVICE_URL_MYAPP_3000", "https://a.example")
                .containsEntry("SERVICE_FQDN_MYAPP", "a.example")
                .containsKey("SERVICE_PASSWORD_JWT");
        String[] token = first.getOrDefault("SERVICE_SUPABASEANON_KEY", "").split("\\.", -1);
        assertThat(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8))
                .contains("\"role\":\"anon\"");
        assertThat(ComposeLoader.load(bundle, ComposeOptions.of(first))
                        .spec()
                        .orElseThrow()
                        .services()
                        .getFirst()
                        .process()
                        .environment())
                .containsEntry("SERVICE_URL_MYAPP", new Secret("https://a.example/api"));
    }

    @Test
    void followsAChangedDomain() {
        Bundle bundle = Loading.bundle("services: {a: {image: x, environment: [SERVICE_URL_A]}}");
        Map<String, String> kept = MagicVariables.fill(
                bundle, Map.of(), Map.of("a", new Domain("http", "old.example", "/")), new Random(1));

        assertThat(MagicVariables.fill(
                        bundle, kept, Map.of("a", new Domain("http", "new.example", "/")), new Random(1)))
                .containsEntry("SERVICE_URL_A", "http://new.example");
    }
}
