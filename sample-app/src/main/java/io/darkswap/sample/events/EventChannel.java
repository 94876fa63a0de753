package io.darkswap.sample.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A sequence of numbered events and its readers. The latest events are kept: a reader
 * that reconnects names its last event and receives the events after it. The id of an
 * event is the channel's random run, a dash, and the event's number. No two channels have
 * one run, also after a restart of the application. Thread-safe.
 */
final class EventChannel {

	private final String run = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);

	private final int history;

	private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

	/** The events up to the last number, without a gap. */
	private final Deque<EventFrame> kept = new ArrayDeque<>();

	private long last;

	EventChannel(int history) {
		this.history = history;
	}

	/** Numbers an event and delivers it to every reader. */
	synchronized void publish(String name, String json) {
		EventFrame frame = EventFrame.event(id(++this.last), name, json);
		if (this.kept.size() == this.history) {
			this.kept.removeFirst();
		}
		this.kept.addLast(frame);
		this.streams.forEach((stream) -> stream.offer(frame));
	}

	/**
	 * Adds a reader. It receives the events after its last event if these are kept, and
	 * otherwise a greeting; then every event, without a gap.
	 * @param lastEventIds the ids of the reader's last events, which may be of other
	 * channels
	 */
	synchronized void subscribe(EventStream stream, List<String> lastEventIds, Supplier<List<EventFrame>> greeting) {
		lastEventIds.stream()
			.filter((id) -> id.startsWith(this.run + "-"))
			.findFirst()
			.flatMap(this::missed)
			.orElseGet(greeting)
			.forEach(stream::offer);
		this.streams.add(stream);
	}

	synchronized void unsubscribe(EventStream stream) {
		this.streams.remove(stream);
	}

	synchronized String lastId() {
		return id(this.last);
	}

	int readers() {
		return this.streams.size();
	}

	private String id(long number) {
		return this.run + "-" + number;
	}

	private Optional<List<EventFrame>> missed(String lastEventId) {
		long number = number(lastEventId.substring(this.run.length() + 1));
		long missed = this.last - number;
		if (number < 0 || missed < 0 || missed > this.kept.size()) {
			return Optional.empty();
		}
		List<EventFrame> frames = new ArrayList<>(this.kept);
		return Optional.of(frames.subList(frames.size() - (int) missed, frames.size()));
	}

	private static long number(String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
