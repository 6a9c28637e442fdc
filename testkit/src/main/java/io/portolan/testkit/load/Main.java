package io.portolan.testkit.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Load from the command line: {@code PORT HOST SIGN REQUESTS SECONDS FILE SHARE…}, each share as {@code KIND=VISITORS@MILLISECONDS}. It
 * ends when the file is gone and so many requests were sent, or after the time. Prints a JSON line for each kind, and to standard error some of what was lost.
 */
public final class Main {
    private static final int FIXED = 6;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length <= FIXED) {
            System.err.println("usage: PORT HOST SIGN REQUESTS SECONDS FILE KIND=VISITORS@MILLISECONDS...");
            System.exit(2);
        }
        Site site = new Site("127.0.0.1", Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
        Path file = Path.of(arguments[5]);
        List<Share> shares = new ArrayList<>();
        for (int i = FIXED; i < arguments.length; i++) {
            shares.add(Share.parse(arguments[i]));
        }
        long least = Long.parseLong(arguments[3]);
        Load load = Load.on(site, shares, Long.MAX_VALUE, Duration.ofSeconds(Long.parseLong(arguments[4])));
        Thread watch = Thread.ofVirtual().start(() -> endWith(file, least, load));
        print(load.await());
        watch.interrupt();
    }

    private static void endWith(Path file, long least, Load load) {
        try {
            while (Files.exists(file) || sent(load) < least) {
                Thread.sleep(100);
            }
            load.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long sent(Load load) {
        return load.counts().values().stream().mapToLong(Count::sent).sum();
    }

    private static void print(Map<Kind, Count> counts) {
        counts.forEach((kind, count) -> {
            System.out.println(count.json(kind.word()));
            count.examples().forEach(e -> System.err.println(kind.word() + " " + e));
        });
    }
}
