package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Creates, lists, takes and cancels orders, all with the client's own address.
 */
@RestController
@RequestMapping("/api/orders")
class OrderController {

	private static final int LARGEST_BATCH = 1000;

	private static final String PRICE = "^[0-9]{1,12}(\\.[0-9]{1,8})?$";

	private final DarkSwapClient client;

	private final MarketViews views;

	OrderController(DarkSwapClient client, MarketViews views) {
		this.client = client;
		this.views = views;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	ResponseEntity<Order> create(@Valid @RequestBody OrderRequest request) {
		Order created = this.client.createOrder(request.by(this.client.getAddress()));
		return ResponseEntity.created(URI.create("/api/orders/" + created.id())).body(created);
	}

	/** Creates all orders or none. */
	@PostMapping("/batch")
	@ResponseStatus(HttpStatus.CREATED)
	List<Order> createAll(
			@RequestBody @Size(min = 1, max = LARGEST_BATCH) List<@NotNull @Valid OrderRequest> requests) {
		String maker = this.client.getAddress();
		return this.client.createOrders(requests.stream().map((request) -> request.by(maker)).toList());
	}

	@GetMapping
	List<Order> list(@RequestParam Asset base, @RequestParam Asset quote) {
		return this.client.getOrders(base, quote);
	}

	/** Returns the open orders of the application's own address, newest first. */
	@GetMapping("/own")
	List<Order> listOwn(@RequestParam Asset base, @RequestParam Asset quote,
			@RequestParam(defaultValue = "100") @Min(1) @Max(LARGEST_BATCH) int limit) {
		return this.views.ownOrders(base, quote, limit);
	}

	/** Cancels all open orders of the application's own address in one market. */
	@DeleteMapping
	Cancellation cancelAll(@RequestParam Asset base, @RequestParam Asset quote) {
		List<Order> own = this.views.ownOrders(base, quote, Integer.MAX_VALUE);
		return new Cancellation(own.stream().filter((order) -> cancelIfOpen(order.id())).count());
	}

	/** An order that is filled meanwhile needs no cancellation. */
	private boolean cancelIfOpen(UUID id) {
		try {
			this.client.cancelOrder(id);
			return true;
		}
		catch (DarkSwapException ex) {
			if (ex.code() != ErrorCode.ORDER_NOT_OPEN && ex.code() != ErrorCode.ORDER_NOT_FOUND) {
				throw ex;
			}
			return false;
		}
	}

	@GetMapping("/{id}")
	Order get(@PathVariable UUID id) {
		return this.client.getOrder(id);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void cancel(@PathVariable UUID id) {
		this.client.cancelOrder(id);
	}

	/** For the desk's operator: also orders that were imported. */
	@PostMapping("/{id}/evict")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void evict(@PathVariable UUID id) {
		this.client.evictOrder(id);
	}

	@PostMapping("/evict")
	Eviction evictAll(@RequestParam String maker) {
		return new Eviction(this.client.evictOrdersOf(maker));
	}

	/** With a limit price or a maker, takes the order only if it is as expected. */
	@PostMapping("/{id}/take")
	@ResponseStatus(HttpStatus.CREATED)
	Trade take(@PathVariable UUID id, @Valid @RequestBody TakeRequest request,
			@RequestParam(required = false) @Pattern(regexp = PRICE) @Nullable String limitPrice,
			@RequestParam(required = false) @Nullable String maker) {
		return this.client.takeOrder(id, request.amount(), (limitPrice != null) ? new BigDecimal(limitPrice) : null,
				maker);
	}

	/**
	 * The result of an eviction.
	 *
	 * @param evicted how many orders were withdrawn
	 */
	record Eviction(int evicted) {

	}

	/**
	 * A request to take an order.
	 *
	 * @param amount the amount of the base asset
	 */
	record TakeRequest(@NotNull @Positive @Digits(integer = 12, fraction = 8) BigDecimal amount) {

	}

	/**
	 * The number of cancelled orders.
	 *
	 * @param cancelled their number
	 */
	record Cancellation(long cancelled) {

	}

}
