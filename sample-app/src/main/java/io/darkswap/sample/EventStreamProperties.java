package io.darkswap.sample;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the streams of events.
 *
 * @param maximum how many streams may be open at once
 * @param capacity how many events may wait for a stream's reader
 * @param heartbeat how long a stream may be silent, so that a reader who is gone is
 * noticed
 */
@Validated
@ConfigurationProperties("desk.events")
record EventStreamProperties(@DefaultValue("100") @Positive int maximum, @DefaultValue("1000") @Positive int capacity,
		@DefaultValue("15s") Duration heartbeat) {

}
