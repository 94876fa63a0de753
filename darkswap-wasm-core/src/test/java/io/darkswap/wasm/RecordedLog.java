package io.darkswap.wasm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * The log of one package while a test runs.
 */
public final class RecordedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger;

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private RecordedLog(String name) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
	}

	public static RecordedLog of(String name) {
		RecordedLog log = new RecordedLog(name);
		log.start();
		log.logger.addAppender(log);
		return log;
	}

	/** Return each record as its level and message, and "(trace)" where it has one. */
	public List<String> lines() {
		return this.events.stream()
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage()
					+ ((event.getThrowableProxy() != null) ? " (trace)" : ""))
			.toList();
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
	}

}
