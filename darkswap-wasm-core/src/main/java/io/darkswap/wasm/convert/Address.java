package io.darkswap.wasm.convert;

/**
 * An address in its canonical form: a bech32 address is in lower case.
 *
 * @param text the address
 * @param ascii the address in ASCII, which must not be changed
 */
public record Address(String text, byte[] ascii) {
}
