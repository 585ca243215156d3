package io.belay.engine.activity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/**
 * How engine, workers and clients write to each other: as JSON, and what a newer Belay adds is passed over by one that does not know it.
 * Temporal's own converter refuses it, so that a worker could not be updated before its engine, nor the other way round. Stateless.
 */
public final class WrittenForm {

    private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper()));

    private WrittenForm() {}

    public static DataConverter converter() {
        return CONVERTER;
    }

    private static ObjectMapper mapper() {
        return JacksonJsonPayloadConverter.newDefaultObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
