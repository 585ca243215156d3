package io.belay.engine.client;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codes that came over the wire as text. Stateless. */
final class Codes {

    private static final Pattern TEXT = Pattern.compile("BLY-([1-9][0-9]{3})");

    private Codes() {}

    /** @param otherwise when the text is no code */
    static ErrorCode parse(String text, ErrorCode otherwise) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return otherwise;
        }
        return new ErrorCode(Integer.parseInt(matcher.group(1)), Fault.REQUEST);
    }
}
