package io.darkswap.wasm.autoconfigure;

import org.springframework.core.convert.converter.Converter;

/**
 * Takes anything, since YAML makes a number of a passphrase of digits. It refuses
 * nothing: what is said of a value that cannot be converted shows the value.
 */
final class SecretConverter implements Converter<Object, Secret> {

	@Override
	public Secret convert(Object source) {
		return new Secret(source.toString());
	}

}
