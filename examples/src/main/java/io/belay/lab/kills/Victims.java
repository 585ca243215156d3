package io.belay.lab.kills;

import io.belay.lab.oracle.SeenProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Whoever can be killed in the matrix. */
final class Victims {

    private static final String SERVER = "postgres";

    static final Victim WORKER = new Part("worker", Ensemble::workerPid, Ensemble::startWorkerAgain);
    static final Victim ENGINE = new Part("engine", Ensemble::enginePid, Ensemble::startEngineAgain);
    static final Victim TEMPORAL = new Part("temporal", Ensemble::temporalPid, Ensemble::startTemporalAgain);
    static final Victim TOOL = new Tool();
    static final Victim CANDIDATE = new CandidateServer();
    static final Victim ALL = new Together(List.of(WORKER, ENGINE, TEMPORAL, TOOL, CANDIDATE));

    private Victims() {}

    static List<Victim> all() {
        return List.of(WORKER, ENGINE, TEMPORAL, TOOL, CANDIDATE, ALL);
    }

    private static List<SeenProcess> one(List<SeenProcess> alive, int pick) {
        return alive.isEmpty() ? alive : List.of(alive.get(pick % alive.size()));
    }

    private interface Start {
        void of(Ensemble ensemble);
    }

    private record Part(String name, ToLongFunction<Ensemble> pid, Start start) implements Victim {

        @Override
        public List<SeenProcess> alive(Scene scene) {
            return scene.of(pid.applyAsLong(scene.ensemble()));
        }

        @Override
        public void comeBack(Ensemble ensemble) {
            start.of(ensemble);
        }
    }

    /**
     * What a launch runs (pg_upgrade, vacuumdb, the hold) or the worker started itself (initdb), and what these started: one of
     * them, not the shell around it.
     */
    private record Tool() implements Victim {

        @Override
        public String name() {
            return "tool";
        }

        @Override
        public List<SeenProcess> alive(Scene scene) {
            List<SeenProcess> roots = new ArrayList<>(scene.launches().look(scene.processes()));
            scene.withDescendants(scene.of(scene.ensemble().workerPid())).stream()
                    .filter(process -> process.pid() != scene.ensemble().workerPid())
                    .forEach(roots::add);
            List<SeenProcess> wrappers = scene.launches().wrappers(scene.processes());
            return scene.withDescendants(roots).stream()
                    .filter(process -> !process.program().equals(SERVER) && !wrappers.contains(process))
                    .toList();
        }

        @Override
        public List<SeenProcess> chosen(Scene scene, int pick) {
            return one(alive(scene), pick);
        }
    }

    /** Main processes of servers that work on a candidate or on a copy of one. */
    private record CandidateServer() implements Victim {

        @Override
        public String name() {
            return "candidate";
        }

        @Override
        public List<SeenProcess> alive(Scene scene) {
            List<SeenProcess> servers = scene.processes().stream()
                    .filter(process -> process.program().equals(SERVER)
                            && (process.folder() + "/").startsWith(scene.place() + "/"))
                    .toList();
            return servers.stream()
                    .filter(server -> servers.stream().noneMatch(other -> other.pid() == server.parent()))
                    .toList();
        }

        @Override
        public List<SeenProcess> chosen(Scene scene, int pick) {
            return one(alive(scene), pick);
        }
    }

    private record Together(List<Victim> victims) implements Victim {

        @Override
        public String name() {
            return "all";
        }

        @Override
        public List<SeenProcess> alive(Scene scene) {
            return victims.stream()
                    .flatMap(victim -> victim.alive(scene).stream())
                    .distinct()
                    .toList();
        }

        @Override
        public void comeBack(Ensemble ensemble) {
            ensemble.startTemporalAgain();
            ensemble.startEngineAgain();
            ensemble.startWorkerAgain();
        }
    }
}
