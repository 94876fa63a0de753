package io.darkswap.sample.events;

/**
 * The streams of events that are open.
 */
public interface OpenStreams {

	int size();

}
