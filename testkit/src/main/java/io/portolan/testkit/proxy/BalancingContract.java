package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.sticky;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which of a route's containers takes a request. */
public abstract class BalancingContract extends ProxyContract {
    protected BalancingContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void asksAllContainersInTurn() throws IOException {
        serve(route("http://one.test", first, second));

        Map<String, Integer> answered = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            answered.merge(get("one.test", "/").greeting(), 1, Integer::sum);
        }

        assertThat(answered).isEqualTo(Map.of("first", 5, "second", 5));
    }

    @Test
    void losesNothingWhenOneOfSeveralContainersIsGone() throws IOException {
        String gone = world.application("gone");
        serve(route("http://one.test", first, gone));
        awaitBoth("one.test", "first", "gone");
        world.killApplication(gone);

        for (int i = 0; i < 10; i++) {
            assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        }
    }

    @Test
    void passesOverWhatIsGoneWithABodyToo() throws IOException {
        String gone = world.application("gone-too");
        serve(route("http://one.test", first, gone));
        awaitBoth("one.test", "first", "gone-too");
        world.killApplication(gone);

        for (int i = 0; i < 10; i++) {
            Answer answer = visitor().post("one.test", "/", "a=" + i);
            assertThat(answer.greeting()).isEqualTo("first");
            assertThat(answer.body()).contains("\"body\": \"a=" + i + "\"");
        }
    }

    @Test
    void servesOthersThoughANameLeadsNowhere() throws IOException {
        serve(
                route("http://one.test", first, world.nobody()),
                route("http://two.test", world.nobody()),
                route("http://three.test", second));

        for (int i = 0; i < 4; i++) {
            assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        }
        assertThat(get("two.test", "/").status()).isEqualTo(502);
        assertThat(get("three.test", "/").greeting()).isEqualTo("second");
    }

    @Test
    void asksTheOnlyContainerAgainAtOnce() throws IOException {
        String only = world.application("only");
        serve(route("http://one.test", only));
        awaitServed("one.test");
        world.killApplication(only);
        assertThat(get("one.test", "/").status()).isEqualTo(502);

        world.startApplication(only);

        awaitServed("one.test");
    }

    @Test
    void asksOneThatRestedAgain() throws IOException {
        String back = world.application("back");
        serve(route("http://one.test", first, back));
        awaitBoth("one.test", "first", "back");
        world.killApplication(back);
        for (int i = 0; i < 4; i++) {
            assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        }

        world.startApplication(back);

        awaitBoth("one.test", "first", "back");
    }

    @Test
    void followsAContainerToItsNewAddress() throws IOException {
        String moving = world.application("moving");
        serve(route("http://one.test", moving));
        awaitServed("one.test");

        world.moveApplication(moving);

        // Until then visitors may reach whoever has the former address.
        await("visitors follow it", () -> greeted("one.test").equals("moving"));
    }

    private String greeted(String host) {
        try {
            return get(host, "/").greeting();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void keepsAVisitorAtTheContainerThatAnsweredFirst() throws IOException {
        serve(route("http://one.test", sticky(first, second)));

        for (int visitor = 0; visitor < 4; visitor++) {
            Answer answer = get("one.test", "/");
            String cookie = cookie(answer);
            for (int i = 0; i < 5; i++) {
                assertThat(get("one.test", "/", "Cookie: " + cookie).greeting()).isEqualTo(answer.greeting());
            }
        }
    }

    @Test
    void spreadsVisitorsWhoAreNotKnownYet() throws IOException {
        serve(route("http://one.test", sticky(first, second)));

        awaitBoth("one.test", "first", "second");
    }

    @Test
    void movesAVisitorWhoseContainerIsGone() throws IOException {
        String leaving = world.application("leaving");
        serve(route("http://one.test", sticky(first, leaving)));
        awaitBoth("one.test", "first", "leaving");
        Answer there = get("one.test", "/");
        while (!there.greeting().equals("leaving")) {
            there = get("one.test", "/");
        }
        String cookie = cookie(there);

        world.killApplication(leaving);
        assertThat(get("one.test", "/", "Cookie: " + cookie).greeting()).isEqualTo("first");
        serve(route("http://one.test", sticky(first, second)));

        assertThat(get("one.test", "/", "Cookie: " + cookie).status()).isEqualTo(200);
    }

    @Test
    void knowsAVisitorAfterAChange() throws IOException {
        serve(route("http://one.test", sticky(first, second)));
        Answer answer = get("one.test", "/");

        serve(route("http://one.test", sticky(first, second)), route("http://two.test", second));

        for (int i = 0; i < 4; i++) {
            assertThat(get("one.test", "/", "Cookie: " + cookie(answer)).greeting())
                    .isEqualTo(answer.greeting());
        }
    }

    private static String cookie(Answer answer) {
        assertThat(answer.has("Set-Cookie")).as("a cookie is set").isTrue();
        return answer.header("Set-Cookie").replaceAll(";.*", "");
    }

    private void awaitBoth(String host, String... greetings) {
        Set<String> answered = new HashSet<>();
        await("all containers answer", () -> {
            try {
                answered.add(get(host, "/").greeting());
            } catch (IOException e) {
                return false;
            }
            return answered.containsAll(Set.of(greetings));
        });
    }
}
