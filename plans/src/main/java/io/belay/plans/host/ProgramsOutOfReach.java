package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program lies where no snapshot and no restore exchanges it, and no database server can write it. */
final class ProgramsOutOfReach implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3011, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.programs().size(); i++) {
            HostProgram program = host.programs().get(i);
            String path = "programs[" + i + "].path";
            for (Path folder : host.folders()) {
                if (program.path().startsWith(folder) && folder.getNameCount() > 0) {
                    problems.add(Problem.error(
                                    CODE,
                                    places.of(path),
                                    "`" + program.path() + "` lies inside `" + folder + "`, which Belay writes to")
                            .withSecond(places.of("folders"), "written to")
                            .withHelp("install it elsewhere, for example `/usr/local/lib/belay/"
                                    + program.path().getFileName() + "`"));
                }
            }
        }
        return problems;
    }
}
