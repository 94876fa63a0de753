package io.darkswap.wasm.convert;

/**
 * An address as it is kept and compared: a bech32 address in small letters.
 *
 * @param text the address
 * @param ascii the same in ASCII, never changed
 */
public record Address(String text, byte[] ascii) {
}
