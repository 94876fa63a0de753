package io.darkswap.wasm.engine;

import io.darkswap.wasm.engine.abi.AddressTexts;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.Records;
import io.darkswap.wasm.engine.abi.TradeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the engine's events by one instance. It belongs to an {@link EngineSession}. Not
 * thread-safe.
 */
final class EventReader {

	/** The session's logger, because users configure the log of that class. */
	private static final Logger logger = LoggerFactory.getLogger(EngineSession.class);

	private final InstanceCalls calls;

	private final Exports exports;

	private final Mailbox mailbox;

	private final Records records;

	private final OrderRecord order;

	private final TradeRecord trade;

	EventReader(InstanceCalls calls, Records records, AddressTexts addresses) {
		this.calls = calls;
		this.exports = calls.exports();
		this.mailbox = calls.mailbox();
		this.records = records;
		this.order = new OrderRecord(addresses);
		this.trade = new TradeRecord(addresses);
	}

	/** Returns the number of unread events at the last read. */
	int waiting() {
		return this.mailbox.eventsWaiting();
	}

	/** Returns the address of the word that is 0 while there is no unread event. */
	int cursor() {
		return this.calls.locate(this.exports.eventsCursor);
	}

	/** Enable or disable the engine's events. */
	void setEnabled(boolean enabled) {
		this.mailbox.writeEventsEnabled(enabled);
		InstanceCalls.check(this.calls.call(this.exports.eventsSwitch), "events");
	}

	/**
	 * Delivers the next unread events to the handler, and releases the memory of those
	 * that this instance delivered before.
	 * @return the number of events
	 */
	int read(EventHandler handler) {
		this.calls.lease().restartTimeout();
		InstanceCalls.check(this.calls.run(this.exports.eventsNext), "events");
		int listed = this.mailbox.listed();
		for (int i = 0; i < listed; i++) {
			int link = this.mailbox.reference(i);
			deliver(EventKind.of(link & EngineAbi.MASK_EVENT_KIND), link & ~EngineAbi.MASK_EVENT_KIND, handler);
		}
		return listed;
	}

	/**
	 * Delivers an event. A failure of the handler must not prevent the delivery of later
	 * events.
	 */
	private void deliver(EventKind kind, int record, EventHandler handler) {
		try {
			if (kind.isTrade()) {
				handler.trade(kind, this.trade.wrap(this.records, record));
			}
			else {
				handler.order(kind, this.order.wrap(this.records, record));
			}
		}
		catch (RuntimeException ex) {
			logger.error("An event was lost: {}", kind, ex);
		}
	}

}
