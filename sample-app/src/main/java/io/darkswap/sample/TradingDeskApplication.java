package io.darkswap.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A trading desk that creates, lists, takes and cancels orders over HTTP.
 */
@SpringBootApplication
public class TradingDeskApplication {

	public static void main(String[] args) {
		SpringApplication.run(TradingDeskApplication.class, args);
	}

}
