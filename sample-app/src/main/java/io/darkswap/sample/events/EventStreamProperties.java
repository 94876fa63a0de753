package io.darkswap.sample.events;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the streams of events.
 *
 * @param maximum the maximum number of open streams
 * @param maximumPerAddress the maximum number of open streams of one remote address
 * @param capacity the maximum number of events that wait for a stream's reader
 * @param history the number of events of a channel that are kept for readers that resume
 * @param heartbeat the maximum silence of a stream, after which a disconnected reader is
 * detected
 * @param flushInterval the minimum time between two writes to one reader; events in
 * between are written together
 * @param depthInterval the interval at which changes of a market's depth are published
 * @param tickerInterval the interval at which a market's statistics are published while
 * there are trades; without trades, every 60th interval
 */
@Validated
@ConfigurationProperties("desk.events")
record EventStreamProperties(@DefaultValue("100") @Positive int maximum,
		@DefaultValue("20") @Positive int maximumPerAddress, @DefaultValue("5000") @Positive int capacity,
		@DefaultValue("5000") @Positive int history, @DefaultValue("5s") Duration heartbeat,
		@DefaultValue("10ms") Duration flushInterval, @DefaultValue("50ms") Duration depthInterval,
		@DefaultValue("500ms") Duration tickerInterval) {

}
