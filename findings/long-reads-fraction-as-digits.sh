#!/usr/bin/env bash
# "12345678.9" is read as 1234567800 by the package long, and so by protobufjs and MongoDB's bson.
#
# Guess:   a text that is no integer is refused, or cut at the point as parseInt does.
# Fact:    Long.fromString reads eight characters at a time with parseInt, and shifts the digits before by the length of
#          each piece. Texts of up to eight characters are cut at the point: "1.5" is 1. In longer ones the characters
#          behind the point multiply the number: "1234567.9" is 12345679, "20999999.9769" is 2099999900000. "1e8" is 1,
#          "12 345 678 901" is 12000078. A message that protobufjs builds from an object with such a text holds that.
# Cost:    an amount or price that arrives as text with decimals is stored ten to a hundred thousand times too large;
#          with the short ones of a test it looks like rounding down.
# Version: long 5.3.2, protobufjs 8.8.1, bson 7.3.4.
# Source:  the package's readme, "fromString: returns a Long representation of the given string"; nothing says that
#          other characters are skipped. BigInt('12345678.9') throws a SyntaxError.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact long@5.3.2 protobufjs@8.8.1 bson@7.3.4

cat >show.mjs <<'JS'
import { Long as BsonLong } from 'bson';
import Long from 'long';
import protobuf from 'protobufjs';

const type = protobuf.parse('syntax = "proto3"; message Order { int64 amount = 1; }').root.lookupType('Order');
for (const text of ['1.5', '1234567.9', '12345678.9', '20999999.9769', '1e8', '1,000,000', '12 345 678 901']) {
	const order = type.decode(type.encode(type.fromObject({ amount: text })).finish());
	console.log(`"${text}": long ${Long.fromString(text)}, protobufjs ${order.amount}, bson ${BsonLong.fromString(text)}`);
}
JS

echo "long 5.3.2, protobufjs 8.8.1, bson 7.3.4, node $(node --version)"
echo "guess: each text is refused, or cut behind its first digits"
seen=$(node show.mjs)
echo "$seen"

expected='"1.5": long 1, protobufjs 1, bson 1
"1234567.9": long 12345679, protobufjs 12345679, bson 12345679
"12345678.9": long 1234567800, protobufjs 1234567800, bson 1234567800
"20999999.9769": long 2099999900000, protobufjs 2099999900000, bson 2099999900000
"1e8": long 1, protobufjs 1, bson 1
"1,000,000": long 10, protobufjs 10, bson 10
"12 345 678 901": long 12000078, protobufjs 12000078, bson 12000078'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
