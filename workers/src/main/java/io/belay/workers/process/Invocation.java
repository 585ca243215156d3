package io.belay.workers.process;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is really executed for a command: the command behind the programs that isolate it and change the account. All of them
 * replace themselves by the next one, so the pid stays. Immutable.
 */
record Invocation(List<String> arguments, Map<String, String> environment) {

    Invocation {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    static Invocation of(Command command, HostPrograms host) {
        List<String> arguments = new ArrayList<>();
        if (command.isolation() == Command.Isolation.NO_NETWORK && host.canIsolateNetwork()) {
            arguments.addAll(List.of(HostPrograms.require("unshare").toString(), "--net", "--"));
        }
        command.runAs()
                .filter(account -> account.userId() != Accounts.effectiveUserId())
                .ifPresent(account -> arguments.addAll(changeTo(account, host)));
        arguments.addAll(command.arguments());
        return new Invocation(arguments, environmentOf(command));
    }

    private static List<String> changeTo(Account account, HostPrograms host) {
        if (!host.root()) {
            throw new ProcessFailure(
                    ProcessErrors.NOT_STARTED,
                    "only root can start programs as `" + account.name() + "`; nothing was started."
                            + " Run the worker as root or as `" + account.name() + "`");
        }
        return List.of(
                HostPrograms.require("setpriv").toString(),
                "--reuid",
                Long.toString(account.userId()),
                "--regid",
                Long.toString(account.groupId()),
                "--init-groups",
                "--");
    }

    private static Map<String, String> environmentOf(Command command) {
        Map<String, String> environment = new TreeMap<>(command.environment());
        environment.put("LC_ALL", "C");
        environment.put("PATH", HostPrograms.PATH);
        String home = command.runAs()
                .or(Accounts::current)
                .map(account -> account.home().toString())
                .orElse("/");
        environment.put("HOME", home);
        return environment;
    }
}
