package io.darkswap.wasm.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Lets DarkSwap suit a test. In place of what the application says,
 * <ul>
 * <li>the network is regtest,</li>
 * <li>the wallet is the first of a BIP39 mnemonic that everybody knows, the same in every
 * test, unless the test has a {@code Wallet} bean of its own,</li>
 * <li>two calls can run at once, in a memory of 1 to 4 MiB,</li>
 * <li>the client is initialised as soon as it is made rather than in the background,</li>
 * <li>and before each test method, the client is started and its books are empty: what
 * earlier tests did is gone, and the application's listeners have been told of it.</li>
 * </ul>
 * Properties that the test itself sets have the last word.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTestDarkSwap {

}
