import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Adds up the test reports of a run: {@code java Summary.java RESULTS}.
 *
 * <p>RESULTS holds the reports as PHASE/MODULE/TEST-*.xml, where MODULE may be several folders deep, and may hold a file
 * {@code notes} with one line for what has no report: {@code failed|skipped}, phase, name and reason, separated by
 * tabs. A note about a failed build counts only if no failed test of its phase accounts for it.
 *
 * <p>Exits with 1 if anything failed or no test ran.
 */
final class Summary {

    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    record Result(String phase, String module, String name, Outcome outcome, String reason, double seconds) {}

    public static void main(String[] arguments) throws Exception {
        var results = read(Path.of(arguments[0]));
        printTable(results);
        printThose(results, Outcome.SKIPPED, "Skipped:");
        printThose(results, Outcome.FAILED, "Failed:");
        long passed = count(results, Outcome.PASSED);
        long failed = count(results, Outcome.FAILED);
        if (passed + failed == 0) {
            System.out.println("\nNo test ran.");
        }
        System.out.printf("%n%d passed, %d failed, %d skipped%n", passed, failed, count(results, Outcome.SKIPPED));
        System.exit(failed > 0 || passed == 0 ? 1 : 0);
    }

    private static List<Result> read(Path folder) throws Exception {
        var results = new ArrayList<Result>();
        List<Path> reports;
        try (var files = Files.walk(folder)) {
            reports = files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
        for (var report : reports) {
            var place = folder.relativize(report.getParent());
            readReport(report, place.getName(0).toString(), module(place), results);
        }
        var notes = folder.resolve("notes");
        if (Files.exists(notes)) {
            readNotes(notes, results);
        }
        return results;
    }

    private static String module(Path place) {
        return place.getNameCount() == 1 ? "." : place.subpath(1, place.getNameCount()).toString();
    }

    private static void readReport(Path report, String phase, String module, List<Result> results) throws Exception {
        var suite = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(report.toFile());
        var cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            var test = (Element) cases.item(i);
            var name = test.getAttribute("classname") + "." + test.getAttribute("name");
            var time = test.getAttribute("time").replace(",", "");
            var seconds = time.isEmpty() ? 0 : Double.parseDouble(time);
            var outcome = Outcome.PASSED;
            var reason = "";
            for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element element && outcome(element) != Outcome.PASSED) {
                    outcome = outcome(element);
                    reason = reason(element);
                }
            }
            results.add(new Result(phase, module, name, outcome, reason, seconds));
        }
    }

    private static Outcome outcome(Element element) {
        return switch (element.getTagName()) {
            case "failure", "error" -> Outcome.FAILED;
            case "skipped" -> Outcome.SKIPPED;
            default -> Outcome.PASSED; // output, properties, reruns that succeeded in the end
        };
    }

    private static String reason(Element element) {
        var text = element.getAttribute("message").isBlank() ? element.getTextContent() : element.getAttribute("message");
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "no reason given";
        }
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static void readNotes(Path notes, List<Result> results) throws IOException {
        for (var line : Files.readAllLines(notes)) {
            var field = line.split("\t", 4);
            var outcome = Outcome.valueOf(field[0].toUpperCase(java.util.Locale.ROOT));
            boolean explained = outcome == Outcome.FAILED
                    && results.stream().anyMatch(result -> result.phase().equals(field[1])
                            && result.outcome() == Outcome.FAILED);
            if (!explained) {
                results.add(new Result(field[1], "(no report)", field[2], outcome, field[3], 0));
            }
        }
    }

    private static void printTable(List<Result> results) {
        Map<String, List<Result>> rows = new TreeMap<>();
        for (var result : results) {
            rows.computeIfAbsent(result.module() + " " + result.phase(), _ -> new ArrayList<>())
                    .add(result);
        }
        System.out.printf("%n%-28s %-8s %7s %7s %8s %9s%n", "module", "tests", "passed", "failed", "skipped", "seconds");
        for (var row : rows.values()) {
            System.out.printf(
                    "%-28s %-8s %7d %7d %8d %9.1f%n",
                    row.getFirst().module(),
                    row.getFirst().phase(),
                    count(row, Outcome.PASSED),
                    count(row, Outcome.FAILED),
                    count(row, Outcome.SKIPPED),
                    row.stream().mapToDouble(Result::seconds).sum());
        }
    }

    private static void printThose(List<Result> results, Outcome outcome, String heading) {
        if (count(results, outcome) > 0) {
            System.out.println("\n" + heading);
        }
        results.stream()
                .filter(result -> result.outcome() == outcome)
                .forEach(result -> System.out.printf("  %s: %s%n", result.name(), result.reason()));
    }

    private static long count(List<Result> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private Summary() {}
}
