package io.darkswap.wasm.autoconfigure;

import java.nio.file.Path;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link DarkSwapFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DarkSwapFailureAnalyzerTests {

	private static final String MODULES = "file:../darkswap-wasm-core/src/test/resources/modules/";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--darkswap.wasm.maximum=8          | Change darkswap.wasm.initial or darkswap.wasm.maximum.
					--darkswap.wasm.maximum=40000      | Change darkswap.wasm.maximum.
					--darkswap.wasm.instances=0        | Change darkswap.wasm.instances.
					--darkswap.wasm.call-timeout=0s    | Change darkswap.wasm.call-timeout.
					--darkswap.wasm.initial=0          | Change darkswap.wasm.initial.
					--darkswap.wasm.sha256=abc         | Change darkswap.wasm.sha256.
					--darkswap.wasm.sha256=0000000000000000000000000000000000000000000000000000000000000000 | Set darkswap.wasm.url to the module that is pinned.
					--darkswap.wasm.max-module-size=1KB | Change darkswap.wasm.max-module-size.
					--darkswap.chain.ord.url=ord       | Change darkswap.chain.ord.url.
					--darkswap.wallet.mnemonic=zoo     | Change darkswap.wallet.mnemonic.
					--darkswap.wasm.sha256[0]=x        | Change darkswap.wasm.sha256.
					--darkswap.wasm.url[0]=x           | Change darkswap.wasm.url.
					--darkswap.wallet.mnemonic[0]=zoo  | Change darkswap.wallet.mnemonic.
					--darkswap.wasm.url.file=x         | Change darkswap.wasm.url.
					--darkswap.wallet.mnemonic.file=/x | Change darkswap.wallet.mnemonic.
					--darkswap.wallet.mnemonic-file[0]=/x | Change darkswap.wallet.mnemonic-file.
					--darkswap.wallet.passphrase[0]=x  | Change darkswap.wallet.passphrase.
					--darkswap.wallet.derivation-path[0]=m | Change darkswap.wallet.derivation-path.
					--darkswap.wallet.private-key[0]=x | Change darkswap.wallet.private-key.
					--darkswap.wallet.mnemonic-file=/x | Change darkswap.wallet.mnemonic-file.
					--darkswap.wallet.private-key=x    | Change darkswap.wallet.network or darkswap.wallet.private-key.
					--darkswap.wallet.derivation-path=m | Change darkswap.wallet.derivation-path.
					--darkswap.wallet.address-index=-1 | Change darkswap.wallet.address-index.
					--darkswap.wasm.url=ftp://x        | Change darkswap.wasm.url.
					--darkswap.wasm.url=sftp://x       | Change darkswap.wasm.url.
					--darkswap.wasm.maximum=2GB        | which are 2097088KB, just under 2GB
					--darkswap.wallet.passphrase-flie=/x | Change darkswap.wallet.passphrase-file or darkswap.wallet.passphrase-flie.
					--darkswap.wasm.instances[0]=4     | Change darkswap.wasm.instances.
					--darkswap.wasm.modules.myHash.url=file:/x | Change darkswap.wasm.modules.myHash.url.
					--darkswap.wasm.modules.my-hash.ulr=x | Change darkswap.wasm.modules.my-hash.ulr or darkswap.wasm.modules.my-hash.url.
					--darkswap.wasm.modules.own.url=file:../darkswap-wasm-core/src/test/resources/modules/host-function.wasm | Set darkswap.wasm.modules.own.imports to the name of a bean that supplies them, or change darkswap.wasm.modules.own.url.
					--darkswap.wasm.url=file:/x        | Set darkswap.wasm.url to a DarkSwap module of this version
					""")
	void whenStartFailsThenSaysWhichPropertyToChange(String argument, String action, CapturedOutput output) {
		start(argument);
		assertThat(output).contains("APPLICATION FAILED TO START").contains(action);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			own-memory.wasm --darkswap.wasm.initial=1 --darkswap.wasm.maximum=1 | Change darkswap.wasm.maximum.
			threads.wasm    --darkswap.wasm.maximum=2048                        | Change darkswap.wasm.maximum.
			threads.wasm    --darkswap.wasm.maximum=1024 | Set darkswap.wasm.url to a DarkSwap module of this version
			""")
	void whenModuleDoesNotFitThenSaysWhichPropertyToChange(String moduleAndArguments, String action,
			CapturedOutput output) {
		start(("--darkswap.wasm.url=" + MODULES + moduleAndArguments).split(" +"));
		assertThat(output).contains("APPLICATION FAILED TO START").contains(action);
	}

	@ParameterizedTest
	@CsvSource({ "file:/x, --darkswap.wasm.preload=false",
			"file:/x, --darkswap.wasm.url=classpath:/darkswap-wasm/darkswap_wasm_bg.wasm",
			"%sthreads.wasm, --darkswap.wasm.maximum=1024" })
	void whenFormerEngineCannotBeLoadedThenSaysToChangeIt(String url, String argument, CapturedOutput output,
			@TempDir Path directory) {
		start("--darkswap.log.directory=" + directory, "--darkswap.log.former-engine=" + url.formatted(MODULES),
				argument);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Change darkswap.log.former-engine.")
			.doesNotContain("Set darkswap.wasm.url");
	}

	@Test
	void whenMnemonicIsAListThenItsWordsAreNotShown(CapturedOutput output) {
		start("--darkswap.wallet.mnemonic[0]=satoshi", "--darkswap.wallet.mnemonic[1]=nakamoto");
		assertThat(output).contains("darkswap.wallet.mnemonic is a list or a mapping")
			.doesNotContain("satoshi", "nakamoto");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp", "sftp" })
	void whenSchemeIsNotSupportedThenNamesIt(String scheme, CapturedOutput output) {
		start("--darkswap.wasm.url=" + scheme + "://user:secret@127.0.0.1:1/x.wasm");
		assertThat(output).contains("darkswap.wasm.url is %s:..., whose scheme is not supported".formatted(scheme))
			.doesNotContain("secret");
	}

	private static void start(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("darkswap.wasm.preload", false));
		assertThatException().isThrownBy(() -> application.run(arguments));
	}

	@ParameterizedTest
	@CsvSource({ "ORDER_NOT_FOUND, There is no order",
			"MODULE_IMPORTS_REFUSED, 'The module at classpath:/own.wasm imports 1 thing(s) that it is not given'" })
	void whenNoPropertyCausesTheFailureThenAnalysisIsLeftToOthers(ErrorCode code, String message) {
		DarkSwapException failure = new DarkSwapException(code, message);
		assertThat(new DarkSwapFailureAnalyzer(new StandardEnvironment()).analyze(new IllegalStateException(failure)))
			.isNull();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
