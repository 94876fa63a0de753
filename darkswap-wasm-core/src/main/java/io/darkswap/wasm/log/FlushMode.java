package io.darkswap.wasm.log;

/**
 * When a record counts as durable.
 */
public enum FlushMode {

	/**
	 * After its batch was forced to the device: it survives a power failure. The default.
	 */
	EVERY_BATCH,

	/**
	 * After the operating system has its batch: it survives a crash of the process, not
	 * of the machine.
	 */
	OS

}
