#!/usr/bin/env bash
# bitcoinj's wallet refuses 1 sat to a P2WPKH address as dust, and does not refuse 1 sat to a Taproot address.
#
# Guess:   the least amount that is relayed is known for each type of address that the library parses and can pay.
# Fact:    for Taproot and pay-to-anchor outputs getMinNonDustValue() is 0, so isDust() is false for 1 sat, and for
#          Taproot Wallet.completeTx does not throw DustySendRequested. Bitcoin Core's limits are 330 and 240 sat.
# Cost:    a payment of 1 to 329 sat to a bc1p address passes the check that stops it for a bc1q address, and nodes
#          refuse to relay the whole transaction, with the other payments in it.
# Version: org.bitcoinj:bitcoinj-core 0.17.1.
# Source:  Bitcoin Core, GetDustThreshold: 3 sat for each byte of the output (43 for P2TR) and of the input that
#          spends it (67 for any witness program): 330. A wallet without coins shows which check comes first.
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
			<groupId>org.bitcoinj</groupId>
			<artifactId>bitcoinj-core</artifactId>
			<version>0.17.1</version>
		</dependency>
		<dependency>
			<groupId>org.slf4j</groupId>
			<artifactId>slf4j-nop</artifactId>
			<version>2.0.17</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib

cat >Show.java <<'JAVA'
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bitcoinj.base.AddressParser;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.InsufficientMoneyException;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.script.Script;
import org.bitcoinj.wallet.SendRequest;
import org.bitcoinj.wallet.Wallet;

class Show {

	public static void main(String[] args) {
		Context.propagate(new Context());
		Map<String, String> scripts = new LinkedHashMap<>();
		scripts.put("P2PKH, 546", "76a914" + "01".repeat(20) + "88ac");
		scripts.put("P2WPKH, 294", "0014" + "01".repeat(20));
		scripts.put("P2WSH, 330", "0020" + "01".repeat(32));
		scripts.put("P2TR, 330", "5120" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
		scripts.put("P2A, 240", "51024e73");
		scripts.forEach((type, script) -> {
			TransactionOutput output = new Transaction().addOutput(Coin.SATOSHI,
					Script.parse(HexFormat.of().parseHex(script)));
			System.out.println(type + ": minimum " + output.getMinNonDustValue().value + ", 1 sat is dust: "
					+ output.isDust());
		});
		Wallet empty = Wallet.createDeterministic(BitcoinNetwork.MAINNET, ScriptType.P2WPKH);
		for (String address : new String[] { "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
				"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0" }) {
			System.out.println("an empty wallet sends 1 sat to " + address.substring(0, 4) + "...: "
					+ refusal(empty, address));
		}
	}

	private static String refusal(Wallet wallet, String address) {
		try {
			wallet.completeTx(SendRequest.to(AddressParser.getDefault().parseAddress(address), Coin.SATOSHI));
			return "accepted";
		}
		catch (Wallet.DustySendRequested ex) {
			return "refused as dust";
		}
		catch (InsufficientMoneyException ex) {
			return "refused only as it lacks the money";
		}
	}

}
JAVA

echo "bitcoinj-core 0.17.1, Java $(java -XshowSettings:properties -version 2>&1 |
	sed -n 's/ *java.version = //p')"
echo "guess: the minimum beside each type, and 1 sat is dust for all of them"
seen=$(java -cp 'lib/*' Show.java 2>/dev/null)
echo "$seen"

expected='P2PKH, 546: minimum 546, 1 sat is dust: true
P2WPKH, 294: minimum 294, 1 sat is dust: true
P2WSH, 330: minimum 330, 1 sat is dust: true
P2TR, 330: minimum 0, 1 sat is dust: false
P2A, 240: minimum 0, 1 sat is dust: false
an empty wallet sends 1 sat to bc1q...: refused as dust
an empty wallet sends 1 sat to bc1p...: refused only as it lacks the money'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
