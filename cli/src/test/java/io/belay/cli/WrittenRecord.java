package io.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.evidence.Chain;
import io.belay.plans.resolve.CanonicalForm;
import java.nio.charset.StandardCharsets;

/** A run's record as a host writes it, line by line. For one thread. */
final class WrittenRecord {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PLAN = "ab".repeat(32);

    private final StringBuilder text = new StringBuilder();

    WrittenRecord line(String kind, String step, String what, String data) {
        var head = Chain.read(text.toString().getBytes(StandardCharsets.UTF_8)).head();
        ObjectNode line = MAPPER.createObjectNode()
                .put("previous", head.sha256())
                .put("sequence", head.line() + 1)
                .put("step", step)
                .put("time", "2026-11-21T12:00:" + (10 + head.line()) + "Z")
                .put("what", what);
        if (!kind.equals("note")) {
            line.put("kind", kind);
        }
        if (!data.isEmpty()) {
            line.set("data", read(data));
        }
        text.append(CanonicalForm.write(line)).append('\n');
        return this;
    }

    private static com.fasterxml.jackson.databind.JsonNode read(String json) {
        try {
            return MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(json, wrong);
        }
    }

    String text() {
        return text.toString();
    }

    /** An upgrade that was approved, held clients for a moment and crossed; its pg_upgrade needed two launches. */
    static WrittenRecord promoted() {
        return new WrittenRecord()
                .line(
                        "decision",
                        "",
                        "carol asked for an upgrade of db1/orders by plan orders-13-to-17",
                        "{'number':1,'decision':'start','step':'','by':'carol','reason':'orders.plan.yaml','at':'2026-11-21T12:00:00Z',"
                                + "'cluster':'db1/orders','plan':'orders-13-to-17','plan_sha256':'" + PLAN
                                + "','facts_sha256':'','rehearsal':false,'snapshot':'','host':'db1','belay':'0.1.0'}")
                .line(
                        "answer",
                        "preflight",
                        "prepare 1: 1 warning",
                        "{'verb':'prepare','epoch':1,'outcome':'SUCCEEDED','milliseconds':812,'kind':'preflight',"
                                + "'findings':[{'code':'BLY-2031','severity':'warning','object':'orders: <b>jobs</b>','statement':'it is | odd'}]}")
                .line(
                        "answer",
                        "pg_upgrade",
                        "run 1: a view reads a column that is gone",
                        "{'verb':'run','epoch':1,'outcome':'FAILED','milliseconds':9000,'kind':'pg_upgrade','code':'BLY-3311'}")
                .line("note", "", "candidate restored to waypoint w2", "")
                .line(
                        "decision",
                        "",
                        "erin decided: retry (the view is corrected)",
                        "{'number':2,'decision':'retry','step':'pg_upgrade','by':'erin','reason':'the view is corrected',"
                                + "'at':'2026-11-21T12:05:00Z','plan_sha256':'" + PLAN + "','facts_sha256':'"
                                + "cd".repeat(32)
                                + "','rehearsal':false}")
                .line(
                        "answer",
                        "pg_upgrade",
                        "run 2: 17 is there, 4,312 files shared",
                        "{'verb':'run','epoch':2,'outcome':'SUCCEEDED','milliseconds':41000,'kind':'pg_upgrade',"
                                + "'facts':{'files_shared':'4312','end_of_recovery':'0/16B3D80'},"
                                + "'files':[{'name':'transcripts/pg_upgrade/pg_upgrade.out','bytes':2048,'sha256':'"
                                + "12".repeat(32) + "'}],'programs':[{'path':'/usr/lib/postgresql/17/bin/pg_upgrade',"
                                + "'bytes':200000,'sha256':'" + "34".repeat(32) + "'}]}")
                .line(
                        "answer",
                        "verify",
                        "verify 1: 31 tables are alike",
                        "{'verb':'verify','epoch':1,'outcome':'SUCCEEDED','milliseconds':300,'kind':'verify','facts':{'tables':'31'}}")
                .line("note", "w4", "waypoint w4 taken", "")
                .line(
                        "decision",
                        "approve",
                        "dave decided: approve (rehearsed well)",
                        "{'number':3,'decision':'approve','step':'approve','by':'dave','reason':'rehearsed well',"
                                + "'at':'2026-11-21T12:20:00Z','plan_sha256':'" + PLAN + "','facts_sha256':'"
                                + "cd".repeat(32)
                                + "','rehearsal':false}")
                .line(
                        "answer",
                        "promote",
                        "run 1: new is live",
                        "{'verb':'run','epoch':1,'outcome':'SUCCEEDED','milliseconds':7000,'kind':'promote',"
                                + "'facts':{'crossing':'commit','hold_milliseconds':'4100'}}")
                .line(
                        "end",
                        "",
                        "the run ended: promoted",
                        "{'phase':'PROMOTED','note':'','problem':'','started_at':'2026-11-21T12:00:00Z',"
                                + "'ended_at':'2026-11-21T12:30:00Z','crossed_at':'2026-11-21T12:29:50Z','held_milliseconds':4100,"
                                + "'steps':[{'id':'preflight','status':'DONE','note':'','milliseconds':812,'launches':1,'waypoint':''},"
                                + "{'id':'pg_upgrade','status':'DONE','note':'','milliseconds':41000,'launches':2,'waypoint':'w3-2'},"
                                + "{'id':'verify','status':'DONE','note':'','milliseconds':300,'launches':1,'waypoint':'w4'},"
                                + "{'id':'approve','status':'DONE','note':'approved by dave','milliseconds':0,'launches':0,'waypoint':''},"
                                + "{'id':'promote','status':'DONE','note':'','milliseconds':7000,'launches':1,'waypoint':''}]}");
    }
}
