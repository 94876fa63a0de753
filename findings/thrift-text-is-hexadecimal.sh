#!/usr/bin/env bash
# In Thrift's JavaScript an i64 above 2^53 counts as infinity, and the text "1000" is sent as 4096.
#
# Guess:   an amount that the other side sent can be compared and added, or is refused; a decimal text, the usual form
#          of large numbers in JSON, is sent as its number with each protocol.
# Fact:    2^53 + 1 is read as an object whose value is Infinity, in sums, comparisons and text; so all such amounts are
#          equal. A text is taken for hexadecimal digits by the binary protocol: "1000" is 4096, "-5" is 4294967291. The
#          compact protocol sends 1000 for the same text, and 1 for "1e3". 1.5 is sent as 1 by both.
# Cost:    an id of 64 bits or an amount in the smallest unit of a token is refused or let through by each limit.
#          Changing the protocol changes the amounts that are sent. The texts and 1.5 are not refused; a BigInt is.
# Version: thrift 0.24.0 with node-int64 0.4.0.
# Source:  Thrift's types: i64 is a signed integer of 64 bits. The source of node-int64 calls a text a "Hex
#          string"; that writeI64 hands a text on to it is not said.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact thrift@0.24.0 node-int64@0.4.0

cat >show.js <<'JS'
const { TBinaryProtocol, TBufferedTransport, TCompactProtocol } = require('thrift');

for (const value of ['1000', '-5', '1e3', 1.5, 1000n]) {
	const read = [TBinaryProtocol, TCompactProtocol].map(Protocol => sentAndReceived(Protocol, value));
	const shown = (typeof value === 'bigint') ? `${value}n` : JSON.stringify(value);
	console.log(`${shown}: binary ${read[0]}, compact ${read[1]}`);
}
const balance = receive(TBinaryProtocol, Buffer.from('0020000000000001', 'hex'));
const other = receive(TBinaryProtocol, Buffer.from('0de0b6b3a7640000', 'hex'));
console.log(`2^53 + 1: ${balance}, plus 1: ${balance + 1}, more than 1e300: ${balance > 1e300}`);
console.log(`2^53 + 1 and 10^18 equal: ${Number(balance) === Number(other)}`);

function sentAndReceived(Protocol, value) {
	let bytes;
	try {
		bytes = send(Protocol, value);
	} catch {
		return 'refused';
	}
	return `${receive(Protocol, bytes)}`;
}

function send(Protocol, value) {
	let bytes;
	const protocol = new Protocol(new TBufferedTransport(undefined, written => bytes = written));
	protocol.writeI64(value);
	protocol.flush();
	return bytes;
}

function receive(Protocol, bytes) {
	let value;
	TBufferedTransport.receiver(transport => value = new Protocol(transport).readI64())(bytes);
	return value;
}
JS

echo "thrift 0.24.0, node-int64 0.4.0, node $(node --version)"
echo "guess: 1000, -5 and 1000 with both protocols, or an error; 9007199254740993, and it is not 10^18"
seen=$(node show.js 2>/dev/null)
echo "$seen"

expected='"1000": binary 4096, compact 1000
"-5": binary 4294967291, compact -5
"1e3": binary 483, compact 1
1.5: binary 1, compact 1
1000n: binary refused, compact refused
2^53 + 1: Infinity, plus 1: Infinity, more than 1e300: true
2^53 + 1 and 10^18 equal: true'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
