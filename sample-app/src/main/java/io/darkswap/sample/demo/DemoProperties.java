package io.darkswap.sample.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Properties of the demonstration.
 *
 * @param demo whether the operator may start the market maker that trades with itself
 * @param demoRate its initial number of orders, cancellations and takes a second
 */
@Validated
@ConfigurationProperties("desk")
record DemoProperties(@DefaultValue("false") boolean demo,
		@DefaultValue("20") @Positive @Max(DemoMarketMaker.HIGHEST_RATE) int demoRate) {

}
