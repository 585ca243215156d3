package io.belay.plans.review;

import java.util.List;

/** The report in its order, before it takes a form. Immutable. */
record Report(Subject subject, List<Glance.Answer> glance, List<Section> sections) {

    Report {
        glance = List.copyOf(glance);
        sections = List.copyOf(sections);
    }

    static Report of(Subject subject) {
        return new Report(
                subject,
                Glance.of(subject),
                List.of(
                        StepsSection.of(subject),
                        ChangeSection.of(subject),
                        RiskSection.of(subject),
                        ImpactSection.of(subject),
                        TimingSection.of(subject),
                        BackOutSection.of(subject),
                        NoReturnSection.of(subject),
                        ApprovalSection.of(subject),
                        UnknownSection.of(subject),
                        AcceptedSection.of(subject),
                        AddedSection.of(subject),
                        AfterSection.of(subject),
                        HashSection.of(subject)));
    }

    /** {@code PostgreSQL 14 to 17 on db1/billing, online}. */
    Prose headline() {
        String mode = subject.way()
                .promotion()
                .map(stop -> stop.step().with().path("mode").asText())
                .orElse("rehearsals only");
        return Prose.of("PostgreSQL " + subject.way().versions() + " on ")
                .code(subject.way().plan().cluster())
                .plain(", " + mode);
    }

    /** Who answers, for which ticket, under which hash. */
    Prose responsible() {
        Prose text = Prose.of("Owner ").quoted(subject.way().plan().owner());
        if (!subject.way().plan().change().isEmpty()) {
            text = text.plain(" \u00b7 change ").quoted(subject.way().plan().change());
        }
        text = text.plain(" \u00b7 plan ").code(subject.hash().substring(0, Subject.SHORT_HASH));
        return subject.facts()
                .probedAt()
                .map(Object::toString)
                .map(text.plain(" \u00b7 host probed at ")::plain)
                .orElse(text.plain(" \u00b7 ").with(Prose.Mark.UNKNOWN, "host not probed"));
    }
}
