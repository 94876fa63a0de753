#!/usr/bin/env bash
# A testnet account that a hardware wallet shows as a QR code is read as a mainnet key.
#
# Guess:   a key with the network "testnet" in its use-info becomes a tpub, and an output descriptor can be imported.
# Fact:    @keystonehq/bc-ur-registry reads the network and ignores it: getBip32Key answers xpub for both. The text of
#          a descriptor has no brackets around the key's origin, so @bitcoinerlab/descriptors refuses it.
# Cost:    a watch-only wallet shows mainnet addresses for testnet keys. Money sent to them is at a path (84'/1') that
#          no mainnet wallet scans.
# Version: @keystonehq/bc-ur-registry 0.8.0, @bitcoinerlab/descriptors 3.2.0 as the reader of descriptors.
# Source:  BCR-2020-007: network 1 is testnet. BIP 32: a testnet public key has the version 043587CF, "tpub". BIP 380:
#          a key's origin is enclosed in [ and ].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @keystonehq/bc-ur-registry@0.8.0 hdkey@2.1.0 \
	@bitcoinerlab/descriptors@3.2.0 @bitcoinerlab/secp256k1@2.0.0

cat >show.cjs <<'JS'
const ur = require('@keystonehq/bc-ur-registry');
const ecc = require('@bitcoinerlab/secp256k1');
const { DescriptorsFactory } = require('@bitcoinerlab/descriptors');
const HDKey = require('hdkey');

const account = HDKey.fromMasterSeed(Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')).derive("m/84'/1'/0'");
const origin = new ur.CryptoKeypath([84, 1, 0].map((index) => new ur.PathComponent({ index, hardened: true })),
	Buffer.from('3442193e', 'hex'), 3);
const key = (network) => new ur.CryptoHDKey({ isMaster: false, key: account.publicKey, chainCode: account.chainCode,
	useInfo: new ur.CryptoCoinInfo(ur.CryptoCoinInfoType.bitcoin, network), origin });
for (const network of [ur.CryptoCoinInfoNetwork.mainnet, ur.CryptoCoinInfoNetwork.testnet]) {
	const scanned = ur.CryptoHDKey.fromCBOR(key(network).toCBOR());
	console.log(`${ur.CryptoCoinInfoNetwork[scanned.getUseInfo().getNetwork()]}: ${scanned.getBip32Key().slice(0, 4)}`);
}

const output = new ur.CryptoOutput([ur.ScriptExpressions.WITNESS_PUBLIC_KEY_HASH], key(0)).toString();
const { Output } = DescriptorsFactory(ecc);
const parses = (descriptor) => {
	try {
		return Boolean(new Output({ descriptor }).getAddress());
	} catch (e) {
		return false;
	}
};
const bracketed = output.replace(/\((.*')xpub/, '([$1]xpub');
console.log(`${output.slice(0, 27)}...: parses ${parses(output)}`);
console.log(`${bracketed.slice(0, 29)}...: parses ${parses(bracketed)}`);
JS

echo "@keystonehq/bc-ur-registry 0.8.0, node $(node --version)"
echo "guess: tpub for testnet, and both descriptors are the same"
seen=$(node show.cjs)
echo "$seen"

expected=$(cat <<'TEXT'
mainnet: xpub
testnet: xpub
wpkh(3442193e/84'/1'/0'xpub...: parses false
wpkh([3442193e/84'/1'/0']xpub...: parses true
TEXT
)
diff <(echo "$expected") <(echo "$seen")
echo "still so"
