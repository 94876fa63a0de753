package io.darkswap.sample.events;

/**
 * A sign of life. A reader that receives nothing for several intervals has lost its
 * connection, also if its connection does not fail.
 *
 * @param intervalMillis the maximum silence of the stream, in milliseconds
 */
record Heartbeat(long intervalMillis) {

}
