package io.belay.plans.file;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.ReadErrors;
import io.belay.plans.read.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads a file's text, and says as a problem of the whole file why it cannot. Stateless. */
public final class TextFile {

    /**
     * @param text empty when it could not be read
     * @param problems of reading; further ones are added to it
     */
    public record Result(Optional<String> text, Problems problems) {}

    private TextFile() {}

    /** @return always, also for a file that is missing: then its problems say so */
    public static Result read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            return unreadable(file.toString(), "there is no such file", "check the name and the folder you are in");
        } catch (AccessDeniedException e) {
            return unreadable(
                    file.toString(),
                    "this account may not read the file",
                    "check its permissions (`ls -l " + file + "`)");
        } catch (IOException e) {
            return unreadable(
                    file.toString(),
                    "the file cannot be read: " + reason(e),
                    "check what it is (`ls -l " + file + "`)");
        }
    }

    /** The same of what is open already, under the name that problems shall give it. */
    public static Result read(InputStream in, String name) throws IOException {
        // One byte more than allowed shows that there is more, however large the file is.
        byte[] bytes = in.readNBytes(YamlText.LARGEST + 1);
        if (bytes.length > YamlText.LARGEST) {
            return refused(name);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Result(Optional.of(text), new Problems(new Source(name, text)));
        } catch (CharacterCodingException e) {
            return unreadable(name, "the file is not UTF-8", "save it as UTF-8 and try again");
        }
    }

    /** What the operating system says, which is no sentence of ours: {@code Is a directory}. */
    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static Result refused(String name) {
        Source source = new Source(name, "");
        Problems problems = new Problems(source);
        problems.add(Problem.error(
                        ReadErrors.TOO_LARGE,
                        source.wholeFile(),
                        "the file has more than " + YamlText.LARGEST + " bytes")
                .withHelp("check that this is the file you meant (`ls -l " + name + "`)"));
        return new Result(Optional.empty(), problems);
    }

    private static Result unreadable(String name, String statement, String help) {
        Problems problems = new Problems(new Source(name, ""));
        problems.add(Problem.error(ReadErrors.UNREADABLE_FILE, problems.source().wholeFile(), statement)
                .withHelp(help));
        return new Result(Optional.empty(), problems);
    }
}
