package io.darkswap.sample.trading;

import java.net.URI;
import java.util.UUID;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.signing.SignedOrder;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exports, verifies and imports orders with their makers' signatures.
 */
@RestController
@RequestMapping("/api/orders")
class SignedOrderController {

	private final DarkSwapClient client;

	SignedOrderController(DarkSwapClient client) {
		this.client = client;
	}

	@GetMapping("/{id}/signed")
	SignedOrder get(@PathVariable UUID id) {
		return this.client.getSignedOrder(id);
	}

	@PostMapping("/verify")
	Verification verify(@RequestBody SignedOrder order) {
		return new Verification(this.client.verify(order));
	}

	@PostMapping("/import")
	@ResponseStatus(HttpStatus.CREATED)
	ResponseEntity<Order> importOrder(@RequestBody SignedOrder order) {
		Order imported = this.client.importOrder(order);
		return ResponseEntity.created(URI.create("/api/orders/" + imported.id())).body(imported);
	}

	/**
	 * The result of a signature's verification.
	 *
	 * @param valid whether the maker signed this order
	 */
	record Verification(boolean valid) {

	}

}
