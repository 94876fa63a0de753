#!/usr/bin/env bash
# TA-Lib's standard deviation of prices around 0.0001 BTC is 0, and that of the same prices in satoshi is not.
#
# Guess:   a change of unit multiplies a deviation and the width of Bollinger bands, and leaves the money flow index as
#          it is.
# Fact:    a variance below 0.00000001 counts as zero for the root, although the function for the variance gives it. So
#          the deviation is 0 and the bands have no width. The money flow index is 0 while the flow of its window is
#          below 1. RSI is right.
# Cost:    for a coin that is quoted in BTC every price is outside of the bands, and the index says "oversold" for ever;
#          the same rule works for coins quoted in dollars.
# Version: com.tictactec:ta-lib 0.4.0.
# Source:  the definitions: the standard deviation is the root of the variance, and the index is a ratio of two flows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>com.tictactec</groupId>
			<artifactId>ta-lib</artifactId>
			<version>0.4.0</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import java.util.Locale;

class Show {

	private static final double[] SATOSHI = { 10000, 10100, 10300, 10200, 10400, 10700, 10500, 10800, 11000, 10900 };

	public static void main(String[] args) {
		show("satoshi", 1);
		show("BTC", 1e-8);
	}

	private static void show(String unit, double scale) {
		Core core = new Core();
		double[] prices = Arrays.stream(SATOSHI).map(price -> price * scale).toArray();
		double[] volumes = new double[prices.length];
		Arrays.fill(volumes, 5);
		int last = prices.length - 1;
		MInteger begin = new MInteger();
		MInteger count = new MInteger();
		double[] variance = new double[prices.length];
		double[] deviation = new double[prices.length];
		double[] upper = new double[prices.length];
		double[] middle = new double[prices.length];
		double[] lower = new double[prices.length];
		double[] flow = new double[prices.length];
		double[] strength = new double[prices.length];
		core.variance(last, last, prices, 5, 1, begin, count, variance);
		core.stdDev(last, last, prices, 5, 1, begin, count, deviation);
		core.bbands(last, last, prices, 5, 2, 2, MAType.Sma, begin, count, upper, middle, lower);
		core.mfi(last, last, prices, prices, prices, volumes, 5, begin, count, flow);
		core.rsi(last, last, prices, 5, begin, count, strength);
		System.out.printf(Locale.ROOT, "%s: root of the variance %.1f, deviation %.1f, width of the bands %.1f (in satoshi)%n",
				unit, Math.sqrt(variance[0]) / scale, deviation[0] / scale, (upper[0] - lower[0]) / scale);
		System.out.printf(Locale.ROOT, "%s: money flow %.1f, RSI %.1f%n", unit, flow[0], strength[0]);
	}

}
JAVA

echo "ta-lib 0.4.0, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: the same numbers for both units"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='satoshi: root of the variance 172.0, deviation 172.0, width of the bands 688.2 (in satoshi)
satoshi: money flow 60.3, RSI 72.7
BTC: root of the variance 172.0, deviation 0.0, width of the bands 0.0 (in satoshi)
BTC: money flow 0.0, RSI 72.7'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
