package io.darkswap.wasm;

import java.util.concurrent.atomic.AtomicLong;

import io.darkswap.wasm.engine.Engine;

/**
 * What a client trades with from one {@code create} to the next.
 *
 * @param config how it trades
 * @param engine holds the books
 * @param book makes, cancels and takes orders
 * @param marketData reads what the books and trades add up to
 * @param sweeper closes what expires
 */
record Trading(DarkSwapConfig config, Engine engine, OrderBook book, MarketData marketData,
		ExpirySweeper sweeper) implements AutoCloseable {

	/** Loads the module and begins with empty books, in a memory of their own. */
	static Trading begin(ClientSettings settings, DarkSwapConfig config, EventListeners listeners,
			AtomicLong poisonings) {
		OrderSigner signer = new OrderSigner(config.wallet(), config.signOrders());
		Markets markets = new Markets();
		RecordReader reader = new RecordReader(markets);
		Engine engine = settings.startEngine(config.closedOrderHistory(), config.tradeHistory(),
				new EventTranslator(reader, listeners, settings.clock(), poisonings));
		OrderBook book = new OrderBook(engine, settings.clock(), signer, markets, reader);
		return new Trading(config, engine, book, new MarketData(engine, settings.clock(), markets, reader),
				new ExpirySweeper(engine, settings.clock(), settings.sweepInterval()));
	}

	/** Lets the calls in flight end and releases the memory. */
	@Override
	public void close() {
		this.sweeper.stop();
		this.engine.close();
	}

}
