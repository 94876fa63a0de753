package io.darkswap.sample.events;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the streams of events.
 *
 * @param maximum how many streams may be open at once
 * @param maximumPerAddress how many of them one remote address may have
 * @param capacity how many events may wait for a stream's reader
 * @param history how many events of a channel are kept for readers who resume
 * @param heartbeat how long a stream may be silent, so that a reader who is gone is
 * noticed
 * @param flushInterval the shortest time between two writes to one reader; events that
 * happen meanwhile are written together
 * @param depthInterval how often changes of a market's depth are published
 * @param tickerInterval how often a market's statistics are published while they change
 */
@Validated
@ConfigurationProperties("desk.events")
record EventStreamProperties(@DefaultValue("100") @Positive int maximum,
		@DefaultValue("20") @Positive int maximumPerAddress, @DefaultValue("5000") @Positive int capacity,
		@DefaultValue("5000") @Positive int history, @DefaultValue("15s") Duration heartbeat,
		@DefaultValue("10ms") Duration flushInterval, @DefaultValue("50ms") Duration depthInterval,
		@DefaultValue("500ms") Duration tickerInterval) {

}
