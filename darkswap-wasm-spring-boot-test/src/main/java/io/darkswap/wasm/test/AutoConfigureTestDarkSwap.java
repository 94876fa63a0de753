package io.darkswap.wasm.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Configures DarkSwap for a test. It overrides the application's properties:
 * <ul>
 * <li>the network is regtest,</li>
 * <li>the wallet is the first address of a well-known BIP39 mnemonic, the same in every
 * test, unless the test has its own {@code Wallet} bean,</li>
 * <li>two calls can run at once, in a memory of 1 to 4 MiB,</li>
 * <li>the client is initialised when its bean is created rather than in the
 * background,</li>
 * <li>modules of {@code darkswap.wasm.modules} are loaded only if a bean uses them,</li>
 * <li>and before each test method, the client is started, its books are empty, and the
 * application's listeners have received all events of earlier tests.</li>
 * </ul>
 * Properties that the test itself sets take precedence.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTestDarkSwap {

}
