package io.darkswap.benchmarks.orders;

import java.util.concurrent.TimeUnit;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.OrdersProcessingConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;

/**
 * Peer (e) through its disruptor: one matching engine, one risk engine with risk checks
 * off, because DarkSwap has none, and the direct book. Its stages are threads that yield
 * while they wait; pinned or spinning threads need more than two cores.
 */
final class ExchangeCorePipeline implements AutoCloseable {

	private final ExchangeCore core;

	private final ExchangeApi api;

	private long sent;

	private volatile long done;

	private volatile boolean failed;

	ExchangeCorePipeline() {
		PerformanceConfiguration performance = PerformanceConfiguration.baseBuilder()
			.ringBufferSize(16 * 1024)
			.waitStrategy(CoreWaitStrategy.YIELDING)
			.orderBookFactory(OrderBookDirectImpl::new)
			.build();
		OrdersProcessingConfiguration processing = OrdersProcessingConfiguration.builder()
			.riskProcessingMode(OrdersProcessingConfiguration.RiskProcessingMode.NO_RISK_PROCESSING)
			.marginTradingMode(OrdersProcessingConfiguration.MarginTradingMode.MARGIN_TRADING_DISABLED)
			.build();
		this.core = ExchangeCore.builder()
			.resultsConsumer(this::result)
			.exchangeConfiguration(ExchangeConfiguration.defaultBuilder()
				.performanceCfg(performance)
				.ordersProcessingCfg(processing)
				.build())
			.build();
		this.core.startup();
		this.api = this.core.getApi();
		this.api.submitBinaryDataAsync(new BatchAddSymbolsCommand(ExchangeCoreBook.specification())).join();
		this.api.submitCommandAsync(ApiAddUser.builder().uid(ExchangeCoreBook.USER).build()).join();
		this.sent = this.done;
	}

	/** Runs on the exchange's thread for results. */
	private void result(OrderCommand command, long sequence) {
		if (command.resultCode != CommandResultCode.SUCCESS && command.resultCode != CommandResultCode.ACCEPTED) {
			this.failed = true;
		}
		this.done = this.done + 1;
	}

	void createOrder(long id, int side, long lots, long ticks) {
		this.api.placeNewOrder(0, 0, id, id, 0, ticks, ticks, lots, ExchangeCoreBook.action(side), OrderType.GTC,
				ExchangeCoreBook.SYMBOL, ExchangeCoreBook.USER);
		this.sent++;
	}

	void cancelOrder(long id) {
		this.api.cancelOrder(0, 0, id, id, ExchangeCoreBook.SYMBOL, ExchangeCoreBook.USER);
		this.sent++;
	}

	/** Waits for all sent commands. */
	void await() {
		while (this.done < this.sent) {
			Thread.yield();
		}
		if (this.failed) {
			throw new IllegalStateException("exchange-core refused a command");
		}
	}

	@Override
	public void close() {
		this.core.shutdown(5, TimeUnit.SECONDS);
	}

}
