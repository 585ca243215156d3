package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {

    private static final Mounts MOUNTS = Mounts.parse(List.of(
            "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "30 20 0:40 /@pg /srv/pg rw,noatime shared:7 master:2 - btrfs /dev/sdb rw,user_subvol_rm_allowed,compress=zstd:3",
            "31 30 0:41 / /srv/pg/with\\040blank rw - tmpfs none rw",
            "32 20 0:42 / /srv/pgother rw - tmpfs none rw"));

    @Test
    void mounts_inside_a_folder_are_found_by_whole_names() {
        assertThat(MOUNTS.inside(Path.of("/srv/pg"))).containsExactly(Path.of("/srv/pg/with blank"));
        assertThat(MOUNTS.inside(Path.of("/"))).hasSize(3);
    }

    @Test
    void a_path_belongs_to_the_deepest_mount_above_it() {
        Mounts.Mount mount = MOUNTS.of(Path.of("/srv/pg/13/main"));

        assertThat(mount.point()).isEqualTo(Path.of("/srv/pg"));
        assertThat(mount.fileSystem()).isEqualTo("btrfs");
        assertThat(mount.has("user_subvol_rm_allowed")).isTrue();
        assertThat(mount.has("compress")).isTrue();
        assertThat(mount.has("nodatacow")).isFalse();
        assertThat(MOUNTS.of(Path.of("/home")).point()).isEqualTo(Path.of("/"));
    }

    @Test
    void this_process_has_a_root_mount() {
        assertThat(Mounts.ofThisProcess().of(Path.of("/proc/self")).fileSystem())
                .isEqualTo("proc");
    }
}
