#!/usr/bin/env bash
# A valid pay-to-anchor address is accepted by one half of the Bitcoin libraries and refused by the other.
#
# Guess:   an address that one maintained library validates can be paid with another.
# Fact:    bc1pfeessrawgf (the two-byte witness program of version 1 that nodes relay and wallets use to bump fees) is
#          valid for bitcoin-address-validation, and @scure/btc-signer and @bitgo/wasm-utxo make its script.
#          bitcoinjs-lib, bitcoinj and bitcoin-kmp refuse it: they want 32 bytes for version 1.
# Cost:    a browser form accepts the address, and the service behind it fails when it builds the payment, or cannot
#          show an output that is on the chain.
# Version: bitcoin-address-validation 4.0.0, @scure/btc-signer 2.4.1, @bitgo/wasm-utxo 4.17.0, bitcoinjs-lib 7.0.5,
#          bitcoinj-core 0.17.1, bitcoin-kmp-jvm 0.29.0.
# Source:  BIP 350: a witness program has 2 to 40 bytes, and wallets should let users pay versions and lengths that
#          they do not know; Bitcoin Core 28.0 made this output a standard one.
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
			<groupId>fr.acinq.bitcoin</groupId>
			<artifactId>bitcoin-kmp-jvm</artifactId>
			<version>0.29.0</version>
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

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact bitcoin-address-validation@4.0.0 \
	@scure/btc-signer@2.4.1 @bitgo/wasm-utxo@4.17.0 bitcoinjs-lib@7.0.5

cat >show.mjs <<'JS'
import { createRequire } from 'node:module';
import * as scure from '@scure/btc-signer';
import { validate } from 'bitcoin-address-validation';
import * as bitcoinjs from 'bitcoinjs-lib';

const wasmUtxo = createRequire(import.meta.url)('@bitgo/wasm-utxo');
const address = 'bc1pfeessrawgf';
const libraries = {
	'bitcoin-address-validation': () => `valid ${validate(address)}`,
	'@scure/btc-signer': () => scure.OutScript.encode(scure.Address().decode(address)),
	'@bitgo/wasm-utxo': () => wasmUtxo.address.toOutputScriptWithCoin(address, 'btc'),
	'bitcoinjs-lib': () => bitcoinjs.address.toOutputScript(address),
};
for (const [name, use] of Object.entries(libraries)) {
	try {
		const answer = use();
		console.log(`${name}: ${typeof answer === 'string' ? answer : Buffer.from(answer).toString('hex')}`);
	} catch (e) {
		console.log(`${name}: refused`);
	}
}
JS

cat >Show.java <<'JAVA'
import fr.acinq.bitcoin.Bitcoin;
import fr.acinq.bitcoin.Block;
import org.bitcoinj.base.AddressParser;
import org.bitcoinj.base.exceptions.AddressFormatException;

class Show {

	public static void main(String[] args) {
		String address = "bc1pfeessrawgf";
		try {
			System.out.println("bitcoinj: " + AddressParser.getDefault().parseAddress(address));
		}
		catch (AddressFormatException ex) {
			System.out.println("bitcoinj: refused");
		}
		var script = Bitcoin.addressToPublicKeyScript(Block.LivenetGenesisBlock.hash, address);
		System.out.println("bitcoin-kmp: " + (script.isRight() ? script : "refused"));
	}

}
JAVA

echo "node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: all accept the address, and the scripts are 51024e73"
seen=$(node show.mjs 2>/dev/null && java -cp 'lib/*' Show.java)
echo "$seen"

expected='bitcoin-address-validation: valid true
@scure/btc-signer: 51024e73
@bitgo/wasm-utxo: 51024e73
bitcoinjs-lib: refused
bitcoinj: refused
bitcoin-kmp: refused'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
