package io.belay.workers.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.command.ExtensionUpdates.Extension;
import io.belay.workers.command.PgUpgradeCommand.Mode;
import io.belay.workers.posix.Account;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataTest;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.TemplateLocale;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Installation OLD = new Installation(13, "13.16", Path.of("/o/bin"));
    private static final Installation NEW = new Installation(17, "17.11", Path.of("/n/bin"));
    private static final Installation NEWEST = new Installation(18, "18.6", Path.of("/x/bin"));
    private static final Account OWNER = new Account("pg", 70, 70, Path.of("/h"));
    private static final ToolRun RUN =
            new ToolRun(Optional.of(OWNER), Path.of("/c/work"), Isolation.NO_NETWORK, Duration.ofMinutes(1));
    private static final TemplateLocale LIBC = new TemplateLocale("UTF8", "c", "sv_SE.utf8", "sv_SE.utf8", "", "");
    private static final ControlData CONTROL = ControlData.parse(ControlDataTest.OF_13);
    private static final ControlData BARE = ControlData.parse(
            ControlDataTest.OF_13.replace("checksum version:           1", "checksum version:           0"));

    @Test
    void initdb_repeats_encoding_locale_segment_size_and_checksums() {
        Command command = InitdbCommand.of(NEW, Path.of("/c/new"), CONTROL, LIBC, "postgres", RUN);

        assertThat(command.arguments())
                .containsExactly(
                        "/n/bin/initdb",
                        "--pgdata=/c/new",
                        "--username=postgres",
                        "--encoding=UTF8",
                        "--lc-collate=sv_SE.utf8",
                        "--lc-ctype=sv_SE.utf8",
                        "--locale-provider=libc",
                        "--wal-segsize=16",
                        "--data-checksums",
                        "--auth-local=peer",
                        "--auth-host=reject");
        assertThat(command.isolation()).isEqualTo(Isolation.NO_NETWORK);
        assertThat(command.runAs()).contains(OWNER);
        assertThat(command.directory()).isEqualTo(Path.of("/c/work"));
    }

    @Test
    void from_18_on_checksums_have_to_be_declined_and_before_14_providers_are_not_named() {
        TemplateLocale icu = new TemplateLocale("UTF8", "i", "C", "C", "de-DE", "&a < b");

        assertThat(InitdbCommand.of(NEWEST, Path.of("/c/new"), BARE, icu, "root user", RUN)
                        .arguments())
                .containsExactly(
                        "/x/bin/initdb",
                        "--pgdata=/c/new",
                        "--username=root user",
                        "--encoding=UTF8",
                        "--lc-collate=C",
                        "--lc-ctype=C",
                        "--locale-provider=icu",
                        "--icu-locale=de-DE",
                        "--icu-rules=&a < b",
                        "--wal-segsize=16",
                        "--no-data-checksums",
                        "--auth-local=peer",
                        "--auth-host=reject");
        assertThat(InitdbCommand.of(
                                new Installation(14, "14.1", Path.of("/n/bin")),
                                Path.of("/c/new"),
                                BARE,
                                LIBC,
                                "p",
                                RUN)
                        .arguments())
                .noneMatch(argument -> argument.contains("provider") || argument.contains("checksums"));
    }

    @Test
    void pg_upgrade_links_in_private_sockets_and_keeps_no_dump_of_roles() {
        Command command = upgrade(NEW, Mode.LINK, false);

        assertThat(command.arguments())
                .containsExactly(
                        "/n/bin/pg_upgrade",
                        "--old-bindir=/o/bin",
                        "--new-bindir=/n/bin",
                        "--old-datadir=/c/data",
                        "--new-datadir=/c/new",
                        "--username=postgres",
                        "--socketdir=/s",
                        "--old-port=5433",
                        "--new-port=5433",
                        "--jobs=4",
                        "--link");
        assertThat(command.directory()).isEqualTo(Path.of("/c/work"));
    }

    @Test
    void a_check_says_so_and_copy_is_only_said_where_it_can_be() {
        assertThat(upgrade(NEW, Mode.COPY, true).arguments()).endsWith("--jobs=4", "--copy", "--check");
        assertThat(upgrade(new Installation(15, "15.18", Path.of("/n/bin")), Mode.COPY, false)
                        .arguments())
                .endsWith("--jobs=4");
    }

    private static Command upgrade(Installation target, Mode mode, boolean check) {
        return PgUpgradeCommand.of(
                OLD,
                target,
                Path.of("/c/data"),
                Path.of("/c/new"),
                "postgres",
                Path.of("/s"),
                5433,
                mode,
                4,
                check,
                RUN);
    }

    @Test
    void statistics_are_made_in_three_rounds_or_in_the_first_only() {
        assertThat(ClientCommands.analyzeInStages(NEW, Path.of("/s"), 5433, "postgres", 2, RUN)
                        .arguments())
                .containsExactly(
                        "/n/bin/vacuumdb",
                        "--host=/s",
                        "--port=5433",
                        "--username=postgres",
                        "--no-password",
                        "--all",
                        "--analyze-in-stages",
                        "--jobs=2");
        Command first = ClientCommands.analyzeFirstStage(NEW, Path.of("/s"), 5433, "postgres", 2, RUN);
        assertThat(first.arguments()).contains("--analyze-only").doesNotContain("--analyze-in-stages");
        assertThat(first.environment())
                .containsEntry("PGOPTIONS", "-c default_statistics_target=1 -c vacuum_cost_delay=0");
    }

    @Test
    void schema_dumps_of_two_servers_can_be_compared() {
        assertThat(ClientCommands.dumpSchema(
                                NEW, Path.of("/s"), 5433, "postgres", "it's a=b", Path.of("/c/work/x.sql"), RUN)
                        .arguments())
                .containsExactly(
                        "/n/bin/pg_dump",
                        "--host=/s",
                        "--port=5433",
                        "--username=postgres",
                        "--no-password",
                        "--schema-only",
                        "--quote-all-identifiers",
                        "--no-sync",
                        "--restrict-key=belay",
                        "--file=/c/work/x.sql",
                        "--dbname=dbname='it\\'s a=b'");
        assertThat(ClientCommands.knowsRestrictKey(OLD)).isFalse();
        assertThat(ClientCommands.knowsRestrictKey(NEWEST)).isTrue();
    }

    @Test
    void only_extensions_that_are_behind_are_updated() {
        assertThat(ExtensionUpdates.statements(List.of(
                        new Extension("pg_trgm", "1.5", Optional.of("1.6")),
                        new Extension("plpgsql", "1.0", Optional.of("1.0")),
                        new Extension("gone", "1.0", Optional.empty()),
                        new Extension("uuid-ossp", "1.0", Optional.of("1.1")))))
                .containsExactly("ALTER EXTENSION \"pg_trgm\" UPDATE", "ALTER EXTENSION \"uuid-ossp\" UPDATE");
    }
}
