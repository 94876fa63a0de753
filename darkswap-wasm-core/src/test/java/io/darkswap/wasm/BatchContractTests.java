package io.darkswap.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Both clients create many orders at once. */
@ParameterizedClass
@EnumSource(ClientKind.class)
class BatchContractTests extends ClientContract {

	@Test
	void theOrdersAreInTheBookAsTheyAreReturned() {
		List<Order> orders = this.client.createOrders(List.of(newSell(RUNE, "1", "102"), newSell(RUNE, "2", "101")));
		assertThat(orders).extracting(Order::price).containsExactly(decimal("102"), decimal("101"));
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(orders.get(1), orders.get(0));
	}

	@Test
	void ordersOfSeveralPairsAreReturnedInTheOrderTheyWereGiven() {
		List<Order> orders = this.client
			.createOrders(List.of(newSell(ALKANE, "1", "1"), newSell(RUNE, "2", "2"), newSell(ALKANE, "3", "1")));
		assertThat(orders).extracting(Order::quoteAsset).containsExactly(ALKANE, RUNE, ALKANE);
		assertThat(this.client.getOrders(BTC, ALKANE)).containsExactly(orders.get(0), orders.get(2));
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(orders.get(1));
	}

	@Test
	void atOnePriceTheOrdersKeepTheirSequence() {
		List<NewOrder> orders = new ArrayList<>();
		for (int i = 1; i <= 1000; i++) {
			orders.add(newSell(RUNE, String.valueOf(i), "5"));
		}
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
		List<Order> created = this.client.createOrders(orders);
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactlyElementsOf(created);
		assertThat(created).extracting(Order::id).isSorted();
	}

	@Test
	void anEmptyBatchReturnsNoOrders() {
		assertThat(this.client.createOrders(List.of())).isEmpty();
	}

	@Test
	void oneInvalidOrderIsNamedAndNoOrderEnters() {
		List<NewOrder> orders = List.of(newSell(RUNE, "1", "1"), newSell(ALKANE, "1", "1"),
				newSell(RUNE, "0.123456789", "1"));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.createOrders(orders))
			.withMessageStartingWith("orders[2]: ")
			.withMessageContaining("amount");
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
		assertThat(this.client.getOrders(BTC, ALKANE)).isEmpty();
	}

	@Test
	void aMissingOrderIsNamed() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.client.createOrders(Arrays.asList(newSell(RUNE, "1", "1"), null)))
			.withMessageStartingWith("orders[1]: ");
	}

	@Test
	void aBatchThatExceedsTheMemoryChangesNothing() {
		Order before = sell("1", "1");
		List<NewOrder> tooMany = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			tooMany.add(newSell(RUNE, "1", "1"));
		}
		// It does not fit into a segment of the log, either
		assertRefused(this.kind.hasLog() ? ErrorCode.INVALID_ARGUMENT : ErrorCode.ENGINE_MEMORY_EXHAUSTED,
				(client) -> client.createOrders(tooMany));
		assertThat(this.client.getOrders(BTC, RUNE)).containsExactly(before);
		assertThat(this.client.createOrders(tooMany.subList(0, 1000))).hasSize(1000);
	}

}
