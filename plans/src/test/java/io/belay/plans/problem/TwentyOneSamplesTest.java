package io.belay.plans.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.problem.ErrorCode.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The language's reference shows twenty-one messages; what is read out of each is written back as the same text. */
class TwentyOneSamplesTest {

    private static final Pattern HEAD = Pattern.compile("(error|warning)\\[BLY-(\\d+)]: (.*)");
    private static final Pattern PLACE = Pattern.compile(" +--> (.*):(\\d+):(\\d+)");
    private static final Pattern LINE = Pattern.compile(" *(\\d+) \\| (.*)");
    private static final Pattern MARK = Pattern.compile(" +\\| ( *)([\\^]+|-+)(?: (.*))?");

    private record Mark(SourcePlace place, char sign, String label) {}

    static Stream<String> samples() {
        String all = Golden.text(Path.of("src", "test", "resources", "twenty-one-samples.txt"));
        return Arrays.stream(all.split("\n(?=(?:error|warning)\\[)")).map(text -> text.stripTrailing() + "\n");
    }

    @Test
    void there_are_twenty_one() {
        assertThat(samples()).hasSize(21);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_is_written_in_exactly_its_form(String sample) {
        Problems problems = read(sample);

        String code = problems.sorted().get(0).code().text();
        assertThat(ProblemRenderer.plain().text(problems)).isEqualTo(sample + "see: belay explain " + code + "\n");
        assertThat(ProblemRenderer.plain().within(200).text(problems)).startsWith(sample);
    }

    private static Problems read(String sample) {
        List<String> lines = sample.lines().toList();
        Matcher head = matched(HEAD, lines.get(0));
        Matcher place = matched(PLACE, lines.get(1));
        String file = place.group(1);
        String[] text = new String[100];
        Arrays.fill(text, "");
        List<Mark> marks = new ArrayList<>();
        int line = 0;
        for (String shown : lines.subList(2, lines.size())) {
            Matcher source = LINE.matcher(shown);
            Matcher mark = MARK.matcher(shown);
            if (source.matches()) {
                line = Integer.parseInt(source.group(1));
                text[line - 1] = source.group(2);
            } else if (mark.matches()) {
                int column = mark.group(1).length() + 1;
                String label = mark.group(3) == null ? "" : mark.group(3);
                SourcePlace at =
                        new SourcePlace(file, line, column, mark.group(2).length());
                marks.add(new Mark(at, mark.group(2).charAt(0), label));
            }
        }
        Source source = new Source(file, String.join("\n", text));
        Problems problems = new Problems(source);
        Mark first =
                marks.stream().filter(mark -> mark.sign() == '^').findFirst().orElseThrow();
        assertThat(first.place().line()).isEqualTo(Integer.parseInt(place.group(2)));
        assertThat(first.place().column()).isEqualTo(Integer.parseInt(place.group(3)));
        ErrorCode code = new ErrorCode(Integer.parseInt(head.group(2)), Fault.TEXT);
        Problem problem = (head.group(1).equals("error")
                        ? Problem.error(code, first.place(), head.group(3))
                        : Problem.warning(code, first.place(), head.group(3)))
                .withLabel(first.label())
                .withHelp(lines.get(lines.size() - 1).substring("help: ".length()));
        for (Mark mark : marks) {
            if (mark.sign() == '-') {
                problem = problem.withSecond(mark.place(), mark.label());
            }
        }
        problems.add(problem);
        return problems;
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }
}
