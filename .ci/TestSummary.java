import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Counts the tests in the reports of Maven's two test plugins, and names each skipped one with its reason, grouped by
 * reason. Run from source by {@code ./test}. Exit code 1 when a test failed or no test ran at all.
 */
final class TestSummary {

    private int passed;
    private final List<String> failed = new ArrayList<>();
    private final TreeMap<String, List<String>> skipped = new TreeMap<>();

    public static void main(String[] arguments) throws Exception {
        TestSummary summary = new TestSummary();
        try (Stream<Path> modules = Files.list(Path.of(arguments[0]))) {
            for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
                summary.readAll(module.resolve("target/surefire-reports"));
                summary.readAll(module.resolve("target/failsafe-reports"));
            }
        }
        summary.print();
        System.exit(summary.failed.isEmpty() && summary.passed > 0 ? 0 : 1);
    }

    private void readAll(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(TestSummary::isReport).sorted().toList()) {
                read(file);
            }
        }
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml");
    }

    private void read(Path file) throws Exception {
        NodeList tests = document(file).getElementsByTagName("testcase");
        for (int index = 0; index < tests.getLength(); index++) {
            Element test = (Element) tests.item(index);
            String owner = test.getAttribute("classname");
            String name = owner.substring(owner.lastIndexOf('.') + 1) + ": " + test.getAttribute("name");
            if (child(test, "failure") != null || child(test, "error") != null) {
                failed.add(name);
            } else if (child(test, "skipped") != null) {
                skipped.computeIfAbsent(reason(child(test, "skipped")), any -> new ArrayList<>()).add(name);
            } else {
                passed++;
            }
        }
    }

    private static Element document(Path file) throws Exception {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (org.xml.sax.SAXException e) {
            // A test JVM that was killed leaves half a file; that must not pass as "nothing failed".
            throw new IOException("not a complete report: " + file, e);
        }
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static String reason(Element skip) {
        String text = skip.getAttribute("message").isBlank() ? skip.getTextContent() : skip.getAttribute("message");
        String first = text.strip().lines().findFirst().orElse("");
        first = first.replaceFirst("^.*TestAbortedException: ", "").replaceFirst("^Assumption failed: ", "");
        return first.isBlank() ? "no reason given" : first;
    }

    private void print() {
        System.out.println();
        skipped.forEach((reason, tests) -> {
            System.out.println("skipped (" + tests.size() + "): " + reason);
            tests.forEach(test -> System.out.println("    " + test));
        });
        failed.forEach(test -> System.out.println("FAILED: " + test));
        int count = skipped.values().stream().mapToInt(List::size).sum();
        System.out.println(passed + " passed, " + failed.size() + " failed, " + count + " skipped");
    }
}
