package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.clone.SettingsText;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DressMakerTest {

    private static final int SEGMENT = 16 * 1024 * 1024;

    @TempDir
    private Path temporary;

    private Path data;
    private Path target;

    @BeforeEach
    void makeLive() throws IOException {
        data = Files.createDirectories(temporary.toRealPath().resolve("13/data"));
        target = temporary.toRealPath().resolve("17/data");
        write("postgresql.conf", "");
        write("pg_hba.conf", "local all all peer\n");
        write("pg_ident.conf", "");
    }

    @Test
    void the_last_of_a_name_wins_in_whatever_file_it_stands() throws IOException {
        write("postgresql.conf", """
                work_mem = 1MB
                max_connections = 50   # first
                include_dir 'conf.d'
                include_if_exists 'none.conf'
                Work_Mem = '2MB'
                """);
        write("conf.d/10.conf", "max_connections = 60\n");
        write("conf.d/20.conf", "max_connections = 70\n");
        write("conf.d/.30.conf", "max_connections = 80\n");
        write("conf.d/40.conf.off", "max_connections = 90\n");

        Dress dress = make(17);

        assertThat(settings(dress)).containsEntry("max_connections", "70").containsEntry("work_mem", "2MB");
        assertThat(dress.main(Admission.OPEN)).contains("max_connections = '70'  # " + data + "/conf.d/20.conf:1\n");
    }

    @Test
    void alter_system_stays_alter_system_unless_the_plan_or_the_command_line_say_otherwise() throws IOException {
        write("postgresql.conf", "work_mem = 1MB\nmax_wal_size = 1GB\n");
        write("postgresql.auto.conf", "work_mem = '3MB'\nmax_wal_size = '2GB'\nmax_connections = '9'\n");
        write("postmaster.opts", "/usr/bin/postgres \"-D\" \"" + data + "\" \"-c\" \"max_connections=33\"\n");

        Dress dress = DressMaker.make(request(17, Map.of("max_wal_size", "8GB")));

        assertThat(dress.altered(Admission.OPEN))
                .contains("work_mem = '3MB'")
                .doesNotContain("max_wal_size", "max_conn");
        assertThat(settings(dress))
                .containsEntry("max_wal_size", "8GB")
                .containsEntry("max_connections", "33")
                .containsEntry("work_mem", "1MB");
    }

    @Test
    void where_new_is_comes_from_the_host_file_alone() throws IOException {
        write("postgresql.conf", "port = 5432\ndata_directory = '/elsewhere'\n");

        Dress dress = DressMaker.make(request(17, Map.of("port", "1")));

        assertThat(settings(dress)).containsEntry("port", "6000").doesNotContainKey("data_directory");
        assertThat(dress.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).isEqualTo("target.settings"));
    }

    @Test
    void no_plan_has_a_program_run_or_a_file_loaded_however_it_came_here() throws IOException {
        write("postgresql.conf", "archive_command = '/bin/true'\n");

        Dress dress = DressMaker.make(request(
                17, Map.of("Archive_Command", "rm -rf /", "shared_preload_libraries", "/tmp/mine", "work_mem", "1MB")));

        assertThat(settings(dress))
                .containsEntry("archive_command", "/bin/true")
                .containsEntry("work_mem", "1MB");
        assertThat(settings(dress).toString()).doesNotContain("rm -rf", "/tmp/mine");
        assertThat(dress.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).contains("administrator's to set"));
    }

    @Test
    void what_the_target_no_longer_has_is_left_out_and_said_and_what_has_a_new_name_gets_it() throws IOException {
        write("postgresql.conf", """
                wal_keep_segments = 10
                stats_temp_directory = '/run/stats'
                vacuum_defer_cleanup_age = 5
                old_snapshot_threshold = 1h
                force_parallel_mode = off
                password_encryption = on
                effective_io_concurrency = 2
                """);

        Dress dress = make(12, 17);

        assertThat(settings(dress))
                .containsEntry("wal_keep_size", "160MB")
                .containsEntry("debug_parallel_query", "off")
                .containsEntry("password_encryption", "md5")
                .containsEntry("effective_io_concurrency", "3")
                .doesNotContainKeys(
                        "wal_keep_segments",
                        "stats_temp_directory",
                        "vacuum_defer_cleanup_age",
                        "old_snapshot_threshold",
                        "force_parallel_mode");
        assertThat(dress.problems()).isEmpty();
        assertThat(String.join("\n", dress.notes()))
                .contains("`stats_temp_directory` (" + data + "/postgresql.conf:2) is left out: from 15 on")
                .contains("becomes `wal_keep_size = 160MB`: from 13 on");
    }

    @Test
    void what_clients_would_miss_is_a_problem_with_its_line() throws IOException {
        write("postgresql.conf", "\ndb_user_namespace = on\n");

        assertThat(make(17).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).startsWith(data + "/postgresql.conf:2 `db_user_namespace`"));
        assertThat(make(13, 16).problems()).isEmpty();
    }

    @Test
    void a_line_that_postgresql_does_not_understand_and_an_unknown_option_are_problems() throws IOException {
        write("postgresql.conf", "# fine\n= nonsense\n");
        write("postmaster.opts", "/usr/bin/postgres \"-O\"\n");

        assertThat(make(17).problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem.place()).isEqualTo(data + "/postgresql.conf:2"));
    }

    @Test
    void paths_into_the_old_data_directory_lead_into_the_new_one_and_others_stay() throws IOException {
        write("postgresql.conf", """
                log_directory = '%1$s/log'
                external_pid_file = '/run/pg.pid'
                unix_socket_directories = '/run/postgresql, %1$s'
                archive_command = 'cp %%p %1$s/../archive'
                """.formatted(data));

        Dress dress = make(17);

        assertThat(settings(dress))
                .containsEntry("log_directory", target + "/log")
                .containsEntry("external_pid_file", "/run/pg.pid");
        assertThat(dress.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.setting()).isEqualTo("unix_socket_directories"));
        assertThat(String.join("\n", dress.notes())).contains("live's data directory is named in `archive_command`");
    }

    @Test
    void certificates_in_the_data_directory_are_carried_and_others_named_where_they_are() throws IOException {
        Path outside = temporary.toRealPath().resolve("ca.crt");
        Files.writeString(outside, "ca");
        write("certs/own.crt", "certificate");
        write("server.key", "key");
        write(
                "postgresql.conf",
                "ssl = on\nssl_cert_file = '" + data + "/certs/own.crt'\nssl_ca_file = '" + outside + "'\n");

        Dress dress = make(17);

        assertThat(settings(dress))
                .containsEntry("ssl_cert_file", "certs/own.crt")
                .containsEntry("ssl_ca_file", outside.toString());
        assertThat(text(dress, "certs/own.crt")).isEqualTo("certificate");
        assertThat(text(dress, "server.key")).isEqualTo("key");
    }

    @Test
    void access_rules_take_the_files_with_them_that_they_name() throws IOException {
        Path outside = temporary.toRealPath().resolve("more users");
        Files.writeString(outside, "zoe\n");
        write("pg_hba.conf", """
                # a comment with @names and "quotes stays
                local "db @home" @users peer
                host all alice,@"%s" 0.0.0.0/0 cert clientcert=1
                host all bob 0.0.0.0/0 md5 clientcert=0
                """.formatted(outside));
        write("users", "carol @groups/more\n");
        write("groups/more", "dave\n");

        Dress dress = make(17);

        assertThat(text(dress, "pg_hba.conf")).isEqualTo("""
                # a comment with @names and "quotes stays
                local "db @home" @%1$s/users peer
                host all alice,@"%2$s" 0.0.0.0/0 cert clientcert=verify-ca
                host all bob 0.0.0.0/0 md5\s
                """.formatted(target, outside));
        assertThat(text(dress, "users")).isEqualTo("carol @" + target + "/groups/more\n");
        assertThat(text(dress, "groups/more")).isEqualTo("dave\n");
    }

    @Test
    void access_rules_of_a_configuration_outside_the_data_directory_are_copied() throws IOException {
        Path etc = Files.createDirectories(temporary.toRealPath().resolve("etc"));
        Files.writeString(etc.resolve("main.conf"), "hba_file = '" + etc + "/hba'\nwork_mem = 7MB\n");
        Files.writeString(etc.resolve("hba"), "local all all md5\n");
        write(
                "postmaster.opts",
                "/usr/bin/postgres \"-D\" \"" + data + "\" \"-c\" \"config_file=" + etc + "/main.conf\"\n");

        Dress dress = make(17);

        assertThat(settings(dress)).containsEntry("work_mem", "7MB").doesNotContainKey("hba_file");
        assertThat(text(dress, "pg_hba.conf")).isEqualTo("local all all md5\n");
        assertThat(String.join("\n", dress.notes())).contains("`" + etc + "/hba` is copied");
    }

    @Test
    void live_can_be_read_from_an_image_of_it() throws IOException {
        Path image = Files.createDirectories(temporary.toRealPath().resolve("image"));
        Files.writeString(image.resolve("postgresql.conf"), "include '" + data + "/more.conf'\n");
        Files.writeString(image.resolve("more.conf"), "work_mem = 5MB\n");
        Files.writeString(image.resolve("pg_hba.conf"), "");

        DressRequest request = new DressRequest(
                13,
                data,
                image,
                SEGMENT,
                installation(17),
                target,
                6000,
                Map.of(),
                Accounts.current().orElseThrow(),
                "p");
        Dress dress = DressMaker.make(request);

        assertThat(dress.main(Admission.OPEN)).contains("work_mem = '5MB'  # " + data + "/more.conf:1");
    }

    @Test
    void locked_archives_nothing_and_lets_only_belay_in() throws IOException {
        write("postgresql.conf", "archive_mode = on\nshared_preload_libraries = 'pg_cron'\n");
        write("postgresql.auto.conf", "archive_command = 'cp %p /a/%f'\n");

        Dress dress = make(17);

        assertThat(SettingsText.effective(dress.main(Admission.LOCKED) + dress.altered(Admission.LOCKED)))
                .containsEntry("archive_mode", "on")
                .containsEntry("archive_command", "")
                .containsEntry("cron.launch_active_jobs", "off");
        assertThat(SettingsText.effective(dress.main(Admission.OPEN) + dress.altered(Admission.OPEN)))
                .containsEntry("archive_command", "cp %p /a/%f")
                .doesNotContainKey("cron.launch_active_jobs");
    }

    @Test
    void a_missing_include_is_refused_with_its_name() throws IOException {
        write("postgresql.conf", "include 'gone.conf'\n");

        assertThatThrownBy(() -> make(17))
                .isInstanceOfSatisfying(
                        LiveFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(LiveErrors.SETTINGS_UNREADABLE))
                .hasMessageContaining(data + "/gone.conf");
    }

    @Test
    void files_that_include_each_other_are_refused() throws IOException {
        write("postgresql.conf", "include 'postgresql.conf'\n");

        assertThatThrownBy(() -> make(17)).isInstanceOf(LiveFailure.class).hasMessageContaining("deeper than 10");
    }

    @Test
    void a_dress_shows_no_values() throws IOException {
        write("postgresql.conf", "primary_conninfo = 'password=geheim'\n");

        assertThat(make(17).toString()).doesNotContain("geheim");
    }

    @Test
    void what_holds_new_back_while_it_follows_lies_beside_its_settings_with_what_comes_instead() throws IOException {
        write("postgresql.conf", "archive_command = 'keep %p'\nwork_mem = 1MB\n");
        write("postgresql.auto.conf", "archive_command = 'altered %p'\n");
        write("pg_hba.conf", "local all all peer map=own\n");
        write("pg_ident.conf", "own me app\n");

        Dress dress = make(17);
        Map<Path, byte[]> paired = dress.paired(List.of("postgres", "belay"), List.of("owner"));

        assertThat(dress.main(Admission.PAIRED))
                .contains("archive_command = 'keep %p'", "work_mem")
                .endsWith("include 'belay.conf'\n");
        assertThat(dress.altered(Admission.PAIRED)).doesNotContain("archive_command");
        assertThat(text(paired, "belay.conf")).contains("archive_command = 'true'");
        assertThat(text(paired, "belay.conf.open")).contains("archive_command = 'altered %p'");
        assertThat(text(paired, "pg_hba.conf")).contains("\"belay\"").doesNotContain("map=own");
        assertThat(text(paired, "pg_hba.conf.open")).contains("map=own");
        assertThat(text(paired, "pg_ident.conf"))
                .startsWith("own me app")
                .contains("belay_paired \"owner\" \"belay\"", "belay_paired \"owner\" \"postgres\"");
        assertThat(text(paired, "pg_ident.conf.open")).isEqualTo("own me app\n");
    }

    @Test
    void letting_go_puts_in_place_what_lies_beside_and_may_be_repeated() throws IOException {
        write("belay.conf", "held");
        write("belay.conf.open", "free");
        write("pg_ident.conf", "both");
        write("pg_ident.conf.open", "own");
        write("pg_hba.conf.open", "all");

        assertThat(PairedFiles.letGo(data)).isTrue();
        assertThat(data.resolve("belay.conf")).hasContent("free");
        assertThat(data.resolve("pg_ident.conf")).hasContent("own");
        assertThat(PairedFiles.openRules(data)).doesNotExist();

        assertThat(PairedFiles.letGo(data)).isFalse();
        assertThat(data.resolve("belay.conf")).hasContent("free");
    }

    private static String text(Map<Path, byte[]> files, String name) {
        return new String(files.getOrDefault(Path.of(name), new byte[0]), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Map<String, String> settings(Dress dress) {
        return SettingsText.effective(dress.main(Admission.OPEN));
    }

    private static String text(Dress dress, String file) {
        return new String(dress.files().get(Path.of(file)), StandardCharsets.UTF_8);
    }

    private Dress make(int major) {
        return make(13, major);
    }

    private Dress make(int oldMajor, int major) {
        DressRequest like = request(major, Map.of());
        return DressMaker.make(new DressRequest(
                oldMajor, data, data, SEGMENT, like.target(), target, 6000, Map.of(), like.owner(), "postgres"));
    }

    private DressRequest request(int major, Map<String, String> settings) {
        return new DressRequest(
                13,
                data,
                data,
                SEGMENT,
                installation(major),
                target,
                6000,
                settings,
                Accounts.current().orElseThrow(),
                "postgres");
    }

    private static Installation installation(int major) {
        return new Installation(major, major + ".0", Path.of("/nowhere"));
    }

    private void write(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
