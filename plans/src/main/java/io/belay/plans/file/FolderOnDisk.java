package io.belay.plans.file;

import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.PlanFolder;
import io.belay.plans.grammar.Unreadable;
import io.belay.plans.model.NamedFile;
import io.belay.plans.read.ReadErrors;
import io.belay.plans.resolve.CanonicalForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The folder of a plan's file. Each file is read once, so that one reading of a plan sees one state of it. For one thread only.
 */
final class FolderOnDisk implements PlanFolder {

    /** What runs within an upgrade fits; a dump does not belong here. */
    private static final int LARGEST = 1024 * 1024;

    private final Path folder;
    private final Map<String, NamedFile> known = new HashMap<>();

    /** @param plan as it was typed */
    FolderOnDisk(Path plan) {
        Path parent = plan.getParent();
        this.folder = parent == null ? Path.of("") : parent;
    }

    @Override
    public String shown(String path) {
        return folder.resolve(path).toString();
    }

    @Override
    public NamedFile read(String path) throws Unreadable {
        NamedFile file = known.get(path);
        if (file == null) {
            file = open(path);
            known.put(path, file);
        }
        return file;
    }

    private NamedFile open(String path) throws Unreadable {
        try {
            Path real = folder.resolve(path).toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new Unreadable(
                        GrammarErrors.OUTSIDE_FOLDER,
                        "`" + path + "` is a link to a file outside the plan's folder",
                        "",
                        "copy the file itself beside the plan");
            }
            if (!Files.isRegularFile(real)) {
                throw unreadable("`" + path + "` is no file", "write the name of a file");
            }
            byte[] bytes = bytes(path, real);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new NamedFile(path, CanonicalForm.hash(bytes), text);
        } catch (NoSuchFileException e) {
            throw unreadable(
                    "there is no file `" + path + "` beside the plan",
                    "check its name; it is looked for from the plan's folder");
        } catch (CharacterCodingException e) {
            throw unreadable("`" + path + "` is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw unreadable("`" + path + "` cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private static byte[] bytes(String path, Path real) throws IOException, Unreadable {
        try (InputStream in = Files.newInputStream(real)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Unreadable(
                        ReadErrors.TOO_LARGE,
                        "`" + path + "` has more than " + LARGEST + " bytes",
                        "",
                        "name a file with the statements themselves; loading of data is no part of an upgrade");
            }
            return bytes;
        }
    }

    private static Unreadable unreadable(String statement, String help) {
        return new Unreadable(ReadErrors.UNREADABLE_FILE, statement, "", help);
    }
}
