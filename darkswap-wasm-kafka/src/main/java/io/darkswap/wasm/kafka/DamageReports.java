package io.darkswap.wasm.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of what a log found wrong and does not stop for. Thread-safe.
 */
final class DamageReports {

	/** The log's logger, because users configure the log of that class. */
	private static final Logger logger = LoggerFactory.getLogger(KafkaCommandLog.class);

	/** Another application that writes to the topic would fill the memory. */
	private static final int MOST = 100;

	private final List<String> reports = new CopyOnWriteArrayList<>();

	/** Keep and log a report, unless there are too many. */
	void add(String found) {
		if (this.reports.size() < MOST) {
			logger.warn("{}", found);
			this.reports.add(found);
		}
	}

	List<String> all() {
		return new ArrayList<>(this.reports);
	}

}
