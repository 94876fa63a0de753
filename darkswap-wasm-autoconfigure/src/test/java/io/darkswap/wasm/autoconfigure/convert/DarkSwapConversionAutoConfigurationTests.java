package io.darkswap.wasm.autoconfigure.convert;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingPair;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapConversionAutoConfiguration}.
 */
class DarkSwapConversionAutoConfigurationTests {

	private static final Asset RUNE = Asset.rune("840000:3");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapConversionAutoConfiguration.class));

	@Test
	void textIsConvertedToAnAsset() {
		this.runner
			.run((context) -> assertThat(conversions(context).convert("RUNE:840000:3", Asset.class)).isEqualTo(RUNE));
	}

	@Test
	void anAssetIsConvertedToItsText() {
		this.runner
			.run((context) -> assertThat(conversions(context).convert(RUNE, String.class)).isEqualTo("RUNE:840000:3"));
	}

	@Test
	void aPairIsConvertedFromAndToItsText() {
		TradingPair pair = new TradingPair(Asset.bitcoin(), RUNE);
		this.runner.run((context) -> {
			ApplicationConversionService conversions = conversions(context);
			assertThat(conversions.convert("BTC/RUNE:840000:3", TradingPair.class)).isEqualTo(pair);
			assertThat(conversions.convert(pair, String.class)).isEqualTo("BTC/RUNE:840000:3");
			JsonMapper mapper = mapper(context);
			assertThat(mapper.writeValueAsString(List.of(pair))).isEqualTo("[\"BTC/RUNE:840000:3\"]");
			assertThat(mapper.readValue("{\"BTC/RUNE:840000:3\":1}", new TypeReference<Map<TradingPair, Integer>>() {
			})).isEqualTo(Map.of(pair, 1));
		});
	}

	@Test
	void aPairIsTheRestOfAPath() {
		this.runner.run((context) -> assertThat(conversions(context).convert("/BTC/RUNE:840000:3", TradingPair.class))
			.isEqualTo(new TradingPair(Asset.bitcoin(), RUNE)));
	}

	@Test
	void wrongTextIsRefusedByTheAssetItself() {
		this.runner.run((context) -> assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> conversions(context).convert("GOLD", Asset.class))
			.havingRootCause()
			.isInstanceOfSatisfying(DarkSwapException.class,
					(failure) -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT)));
	}

	@Test
	void propertiesNameAssets() {
		this.runner.withUserConfiguration(DeskConfiguration.class)
			.withPropertyValues("desk.assets=BTC,RUNE:840000:3")
			.run((context) -> assertThat(context.getBean(DeskProperties.class).assets())
				.containsExactly(Asset.bitcoin(), RUNE));
	}

	@Test
	void anAssetIsJsonText() {
		this.runner.run((context) -> {
			JsonMapper mapper = mapper(context);
			assertThat(mapper.writeValueAsString(RUNE)).isEqualTo("\"RUNE:840000:3\"");
			assertThat(mapper.readValue("\"RUNE:840000:3\"", Asset.class)).isEqualTo(RUNE);
		});
	}

	@Test
	void anAssetIsAKeyOfAMap() {
		this.runner.run((context) -> {
			JsonMapper mapper = mapper(context);
			Map<Asset, BigDecimal> balances = Map.of(RUNE, BigDecimal.TEN);
			String json = mapper.writeValueAsString(balances);
			assertThat(json).isEqualTo("{\"RUNE:840000:3\":10}");
			assertThat(mapper.readValue(json, new TypeReference<Map<Asset, BigDecimal>>() {
			})).isEqualTo(balances);
		});
	}

	@Test
	void jsonThatIsNoTextIsRefused() {
		this.runner.run((context) -> assertThatExceptionOfType(MismatchedInputException.class)
			.isThrownBy(() -> mapper(context).readValue("{\"type\":\"BITCOIN\",\"id\":\"\"}", Asset.class)));
	}

	@Test
	void withoutJacksonTextIsConverted() {
		this.runner.withClassLoader(new FilteredClassLoader(JacksonModule.class))
			.run((context) -> assertThat(context).hasSingleBean(AssetFormatter.class)
				.doesNotHaveBean("darkSwapJacksonModule"));
	}

	@Test
	void backsOffForBeansOfTheSameNames() {
		this.runner.withBean("darkSwapJacksonModule", String.class, () -> "own")
			.withBean("darkSwapAssetFormatter", String.class, () -> "own")
			.run((context) -> assertThat(context).doesNotHaveBean(JacksonModule.class)
				.doesNotHaveBean(AssetFormatter.class));
	}

	private static ApplicationConversionService conversions(ConfigurableApplicationContext context) {
		ApplicationConversionService service = new ApplicationConversionService();
		ApplicationConversionService.addBeans(service, context.getBeanFactory());
		return service;
	}

	private static JsonMapper mapper(ConfigurableApplicationContext context) {
		return JsonMapper.builder().addModules(context.getBeansOfType(JacksonModule.class).values()).build();
	}

	@ConfigurationProperties("desk")
	record DeskProperties(List<Asset> assets) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(DeskProperties.class)
	static class DeskConfiguration {

	}

}
