package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A plan names, it does not point: places and programs are the host's. */
final class SettingsStayWithHost implements Rule {

    static final ErrorCode CODE = new ErrorCode(1619, TEXT);

    private static final Set<String> PLACES = Set.of(
            "config_file",
            "data_directory",
            "external_pid_file",
            "hba_file",
            "ident_file",
            "listen_addresses",
            "port",
            "unix_socket_directories");

    private static final Set<String> PROGRAMS = Set.of(
            "archive_cleanup_command",
            "archive_command",
            "archive_library",
            "dynamic_library_path",
            "primary_conninfo",
            "recovery_end_command",
            "restore_command",
            "ssl_passphrase_command");

    private static final Set<String> LIBRARIES =
            Set.of("local_preload_libraries", "session_preload_libraries", "shared_preload_libraries");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        plan.target().settings().forEach((name, value) -> {
            if (PLACES.contains(name)) {
                problems.add(problem(plan, name, "`" + name + "` says where new is, and that is the host's to say")
                        .withHelp("delete it; the administrator writes it in the host's file, under `targets`"));
            } else if (PROGRAMS.contains(name)) {
                problems.add(problem(plan, name, "`" + name + "` would run what a plan wrote")
                        .withHelp("delete it: new keeps live's; another one is the administrator's to set"));
            } else if (LIBRARIES.contains(name) && value.contains("/")) {
                problems.add(problem(plan, name, "`" + name + "` points at a file; a plan names")
                        .withHelp("write the library's name without its folder"));
            }
        });
        return problems;
    }

    private static Problem problem(UpgradePlan plan, String name, String statement) {
        return Problem.error(CODE, Setting.place(plan, name), statement);
    }
}
