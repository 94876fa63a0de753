package io.darkswap.sample.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The demonstration.
 *
 * @param demo whether the operator may start the market maker that trades with itself
 * @param demoRate how many orders, cancellations and takings a second it makes at first
 */
@Validated
@ConfigurationProperties("desk")
record DemoProperties(@DefaultValue("false") boolean demo,
		@DefaultValue("20") @Positive @Max(DemoMarketMaker.HIGHEST_RATE) int demoRate) {

}
