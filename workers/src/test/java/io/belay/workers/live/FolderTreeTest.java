package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    @TempDir
    private Path temporary;

    @Test
    void links_go_and_what_they_lead_to_stays() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        Path tree = Files.createDirectories(temporary.resolve("tree/deep"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("folder-link"), outside);
        Files.createSymbolicLink(tree.resolve("file-link"), outside.resolve("precious"));

        FolderTree.delete(temporary.resolve("tree"), done -> {});

        assertThat(temporary.resolve("tree")).doesNotExist();
        assertThat(outside.resolve("precious")).exists();
    }

    @Test
    void a_tree_that_is_itself_a_link_is_only_unlinked() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside/below"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("outside"));

        FolderTree.delete(link, done -> {});

        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(outside).exists();
    }

    @Test
    void who_asks_may_let_go_in_between() throws IOException {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        for (int i = 0; i < 1_500; i++) {
            Files.createFile(tree.resolve("f" + i));
        }

        assertThatThrownBy(() -> FolderTree.delete(tree, done -> {
                    throw new IllegalStateException(done);
                }))
                .hasMessage("500 files removed");

        assertThat(tree).isNotEmptyDirectory();
    }
}
