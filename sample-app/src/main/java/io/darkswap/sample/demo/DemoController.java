package io.darkswap.sample.demo;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Switches the demonstration on and off.
 */
@RestController
@RequestMapping("/api/demo")
@EnableConfigurationProperties(DemoProperties.class)
class DemoController {

	private final DemoProperties properties;

	private final DemoMarketMaker marketMaker;

	DemoController(DemoProperties properties, DemoMarketMaker marketMaker) {
		this.properties = properties;
		this.marketMaker = marketMaker;
	}

	@GetMapping
	DemoStatus status() {
		int rate = this.marketMaker.rate();
		return new DemoStatus(this.properties.demo(), rate > 0, (rate > 0) ? rate : this.properties.demoRate(),
				this.marketMaker.actions());
	}

	/** Starts or stops the market maker. Refused unless {@code desk.demo} is true. */
	@PostMapping
	DemoStatus change(@Valid @RequestBody DemoRequest request) {
		if (!this.properties.demo()) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Set desk.demo to true to allow the demonstration");
		}
		if (request.running()) {
			this.marketMaker.start(request.rate());
		}
		else {
			this.marketMaker.stop();
		}
		return status();
	}

	/**
	 * The state of the demonstration.
	 *
	 * @param available whether the configuration allows it
	 * @param running whether it runs
	 * @param rate its actions a second
	 * @param actions the number of actions since the application started
	 */
	record DemoStatus(boolean available, boolean running, int rate, long actions) {

	}

	/**
	 * The requested state of the demonstration.
	 *
	 * @param running whether to run it
	 * @param rate the actions a second
	 */
	record DemoRequest(@NotNull Boolean running, @NotNull @Min(1) @Max(DemoMarketMaker.HIGHEST_RATE) Integer rate) {

	}

}
