package io.darkswap.wasm.autoconfigure.log;

/**
 * Where the command log is.
 */
public enum LogType {

	/** In a directory of this machine. */
	JOURNAL,

	/** On a topic of Kafka, so that several machines have the same books. */
	KAFKA

}
