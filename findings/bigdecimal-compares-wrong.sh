#!/usr/bin/env bash
# An exact decimal library says that 0.02345678 is less than 0.02.
#
# Guess:   compareTo of a port of Java's BigDecimal orders decimals by their value.
# Fact:    the precision is wrong for some values below 0.1: 5 instead of 7 for 0.02345678. compareTo, max and remainder
#          follow it: max returns the lesser number, and remainder a number greater than its divisor. The same digits
#          in front of the decimal point are right, and so are sums and products.
# Cost:    the best price of a book, a limit check and a sort are wrong for some small amounts, without an error, in a
#          library that is chosen because its values are exact.
# Version: bigdecimal 0.6.1 (npm). Java's own BigDecimal is the second opinion.
# Source:  java.math.BigDecimal, which the package says it is: compareTo compares values, precision is the number of
#          digits, and the result of remainder is less than the divisor in magnitude.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact bigdecimal@0.6.1

cat >show.cjs <<'JS'
const { BigDecimal } = require('bigdecimal');

for (const [left, right] of [['2.345678', '2'], ['0.02345678', '0.02'], ['0.03000000', '0.02'], ['0.012345678', '0.01']]) {
	const [x, y] = [new BigDecimal(left), new BigDecimal(right)];
	console.log(`${left} and ${right}: compareTo ${x.compareTo(y)}, max ${x.max(y)}, remainder ${x.remainder(y)}, `
		+ `precision ${x.precision()}`);
}
JS

cat >Show.java <<'JAVA'
import java.math.BigDecimal;

class Show {

	public static void main(String[] args) {
		for (String[] pair : new String[][] { { "2.345678", "2" }, { "0.02345678", "0.02" }, { "0.03000000", "0.02" },
				{ "0.012345678", "0.01" } }) {
			BigDecimal x = new BigDecimal(pair[0]);
			BigDecimal y = new BigDecimal(pair[1]);
			System.out.println(pair[0] + " and " + pair[1] + ": compareTo " + x.compareTo(y) + ", max " + x.max(y)
					+ ", remainder " + x.remainder(y).toPlainString() + ", precision " + x.precision());
		}
	}

}
JAVA

echo "bigdecimal 0.6.1, node $(node --version)"
echo "guess: the lines of Java"
java Show.java
echo "seen:"
seen=$(node show.cjs)
echo "$seen"

expected='2.345678 and 2: compareTo 1, max 2.345678, remainder 0.345678, precision 7
0.02345678 and 0.02: compareTo -1, max 0.02, remainder 0.02345678, precision 5
0.03000000 and 0.02: compareTo -1, max 0.02, remainder 0.03000000, precision 5
0.012345678 and 0.01: compareTo -1, max 0.01, remainder 0.012345678, precision 6'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
