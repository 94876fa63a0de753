package io.darkswap.benchmarks.logs;

/** A log whose append returns once the record is on the device. Thread-safe. */
interface DurableLog extends AutoCloseable {

	/** Append a record, and wait until it is durable. */
	void append(byte[] payload) throws Exception;

}
