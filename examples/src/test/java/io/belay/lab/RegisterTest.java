package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.lab.Register.Entry;
import io.belay.lab.Register.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterTest {

    @TempDir
    Path home;

    @Test
    void what_was_added_is_read_back_in_order_also_with_blanks_in_it() {
        Register register = Register.open(home);

        register.add(Kind.FOLDER, "/a folder");
        register.add(Kind.MOUNT, "/a folder/volume");

        assertThat(register.entries())
                .hasSize(3)
                .endsWith(new Entry(Kind.FOLDER, "/a folder"), new Entry(Kind.MOUNT, "/a folder/volume"));
        assertThat(Register.existing(register.file()).id()).isEqualTo(register.id());
    }

    @Test
    void a_torn_last_line_is_no_entry() throws IOException {
        Register register = Register.open(home);
        Files.writeString(register.file(), "FOLD", StandardOpenOption.APPEND);

        assertThat(register.entries()).hasSize(1);
    }

    @Test
    void one_whose_lab_was_closed_meanwhile_has_no_entries_and_is_not_there() {
        Register register = Register.open(home);
        Register seen = Register.existing(register.file());

        register.delete();

        assertThat(seen.isThere()).isFalse();
        assertThat(seen.entries()).isEmpty();
        assertThat(seen.hasLivingOwner()).isFalse();
    }

    @Test
    void a_name_with_a_line_break_is_refused() {
        Register register = Register.open(home);

        assertThatThrownBy(() -> register.add(Kind.FOLDER, "/a\nFOLDER /etc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_lab_whose_owner_lives_is_left_alone() {
        Register register = Register.open(home);
        Path folder = home.resolve("work");
        register.add(Kind.FOLDER, folder.toString());

        List<String> said = new ArrayList<>();
        List<String> left = new Sweep(home, said::add).abandoned(true);

        assertThat(left).isEmpty();
        assertThat(said).isEmpty();
        assertThat(register.file()).exists();
    }

    @Test
    void a_lab_whose_owner_is_gone_is_removed_but_not_when_it_was_kept() throws IOException {
        Path folder = Files.createDirectories(home.resolve("work/inner")).getParent();
        Files.writeString(
                home.resolve("dead.register"),
                "OWNER 1/1 " + Register.bootId() + "\nFOLDER " + folder + "\nKEPT yes\n");

        new Sweep(home, Narrator.silent()).abandoned(false);
        assertThat(folder).exists();

        new Sweep(home, Narrator.silent()).abandoned(true);
        assertThat(folder).doesNotExist();
        assertThat(home.resolve("dead.register")).doesNotExist();
    }

    @Test
    void an_owner_of_an_earlier_boot_is_gone_though_its_process_id_lives() throws IOException {
        Path file = Files.writeString(
                home.resolve("old.register"),
                "OWNER " + ProcessMark.ofThisProcess().text() + " another-boot\n");

        assertThat(Register.existing(file).hasLivingOwner()).isFalse();
    }

    @Test
    void an_owner_with_the_same_process_id_but_another_start_is_gone() {
        ProcessMark self = ProcessMark.ofThisProcess();

        assertThat(self.isAlive()).isTrue();
        assertThat(new ProcessMark(self.pid(), self.startTicks() + 1).isAlive()).isFalse();
    }

    @Test
    void deleting_follows_no_link() throws IOException {
        Path outside = Files.writeString(home.resolve("outside"), "stays");
        Path folder = Files.createDirectory(home.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), home);

        FileTrees.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(outside).hasContent("stays");
    }
}
