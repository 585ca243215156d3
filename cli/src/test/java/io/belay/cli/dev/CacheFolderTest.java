package io.belay.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

    private static final Path HOME = Path.of("/home/carol");

    @Test
    void what_the_environment_names_comes_first() {
        assertThat(CacheFolder.of(Map.of("BELAY_CACHE", "/srv/cache"), "root", HOME))
                .isEqualTo(Path.of("/srv/cache"));
    }

    @Test
    void root_keeps_programs_where_other_accounts_reach_them() {
        assertThat(CacheFolder.of(Map.of("BELAY_CACHE", ""), "root", HOME)).isEqualTo(Path.of("/var/cache/belay"));
    }

    @Test
    void anybody_else_uses_the_own_cache() {
        assertThat(CacheFolder.of(Map.of(), "carol", HOME)).isEqualTo(Path.of("/home/carol/.cache/belay"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/data/c"), "carol", HOME))
                .isEqualTo(Path.of("/data/c/belay"));
    }
}
