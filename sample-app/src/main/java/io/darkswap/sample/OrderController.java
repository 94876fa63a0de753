package io.darkswap.sample;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;

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
 * Orders: all are made and taken by the client's own address.
 */
@RestController
@RequestMapping("/api/orders")
class OrderController {

	private final DarkSwapClient client;

	OrderController(DarkSwapClient client) {
		this.client = client;
	}

	@PostMapping
	ResponseEntity<Order> create(@RequestBody NewOrder order) {
		Order created = this.client.createOrder(order.baseAsset(), order.quoteAsset(), order.side(), order.amount(),
				order.price(), this.client.getAddress(), Duration.ofSeconds(order.expirySeconds()));
		return ResponseEntity.created(URI.create("/api/orders/" + created.id())).body(created);
	}

	@GetMapping
	List<Order> list(@RequestParam Asset base, @RequestParam Asset quote) {
		return this.client.getOrders(base, quote);
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

	@PostMapping("/{id}/take")
	@ResponseStatus(HttpStatus.CREATED)
	Trade take(@PathVariable UUID id, @RequestBody Taking taking) {
		return this.client.takeOrder(id, taking.amount());
	}

	record NewOrder(Asset baseAsset, Asset quoteAsset, OrderSide side, BigDecimal amount, BigDecimal price,
			long expirySeconds) {

	}

	record Taking(BigDecimal amount) {

	}

}
