package io.darkswap.sample.trading;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * Tests of the same trade through a memory that is not shared.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "darkswap.wasm.shared=false")
class PlainClientTradingTests extends TradingTests {

}
