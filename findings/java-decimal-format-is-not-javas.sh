#!/usr/bin/env bash
# A package with "exact behavior matching" of Java's DecimalFormat writes 123456789012.5 as 123456789012.50000896.
#
# Guess:   the same pattern and the same double give the same text on the page and on the server.
# Fact:    the fraction is cut off in double precision, which makes digits of its own from some tens of millions on.
#          Ties are taken from the multiplied number instead of from the double's exact value: 2.675 is 2.68, where Java
#          writes 2.67. The pattern #.## writes .5 for 0.5, #,##0.### writes 1e21 as "1e,+21", and 0.###E0 writes
#          99999.995 as 10E4.
# Cost:    the invoice on the page differs by a cent from the one of the server, or shows amounts that nobody entered,
#          in the package that was chosen to avoid this.
# Version: java-decimal-format 1.0.0 (npm), against java.text.DecimalFormat of the JDK that runs the script.
# Source:  the package's readme: "A faithful JavaScript/TypeScript implementation of Java's DecimalFormat class with
#          exact behavior matching".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact java-decimal-format@1.0.0

cat >cases.txt <<'TXT'
0.00 123456.78
0.00 2.675
#,##0.00 99999.995
0.00000000 20999999.9769
0.00000000 33557296.0213
0.00000000 123456789012.5
#,##0.00###### 1234567890.12
#.## 0.5
#.## 12.5
#,##0.### 1e21
0.###E0 99999.995
TXT

cat >Show.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

class Show {

	public static void main(String[] args) throws Exception {
		DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.US);
		for (String line : Files.readAllLines(Path.of("cases.txt"))) {
			String[] words = line.split(" ");
			System.out.println(new DecimalFormat(words[0], symbols).format(Double.parseDouble(words[1])));
		}
	}

}
JAVA

cat >show.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { DecimalFormat } = require('java-decimal-format');

const java = readFileSync('java.txt', 'utf8').trim().split('\n');
readFileSync('cases.txt', 'utf8').trim().split('\n').forEach((line, index) => {
	const [pattern, number] = line.split(' ');
	console.log(`${number} as ${pattern}: ${new DecimalFormat(pattern).format(Number(number))}, Java ${java[index]}`);
});
JS

echo "java-decimal-format 1.0.0, node $(node --version)," \
	"Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: both texts of a line are the same"
java Show.java >java.txt
seen=$(node show.cjs)
echo "$seen"

expected='123456.78 as 0.00: 123456.78, Java 123456.78
2.675 as 0.00: 2.68, Java 2.67
99999.995 as #,##0.00: 100,000.00, Java 99,999.99
20999999.9769 as 0.00000000: 20999999.97690000, Java 20999999.97690000
33557296.0213 as 0.00000000: 33557296.02130001, Java 33557296.02130000
123456789012.5 as 0.00000000: 123456789012.50000896, Java 123456789012.50000000
1234567890.12 as #,##0.00######: 1,234,567,890.11999984, Java 1,234,567,890.12
0.5 as #.##: .5, Java 0.5
12.5 as #.##: 12.5, Java 12.5
1e21 as #,##0.###: 1e,+21, Java 1,000,000,000,000,000,000,000
99999.995 as 0.###E0: 10E4, Java 1E5'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
