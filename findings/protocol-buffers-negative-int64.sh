#!/usr/bin/env bash
# The package protocol-buffers writes an int64 of -100 so that protobufjs reads -28.
#
# Guess:   a field that one protobuf library writes is read as the same number by another.
# Fact:    a negative int64 is written as its magnitude in a frame of ten bytes, not in two's complement. protobufjs
#          reads its -100 as -28 and its -128 as -16256. The package reads protobufjs's -100 as -28, -128 as 0, and its
#          own -127 as -2^63, as its bytes are those of -1. An int32 of -1 from protobufjs is read as
#          18446744069414584000. The positive number and sint64 agree, so tests with positive amounts pass.
# Cost:    a position, a change of balance or a fee rebate is another number on the other side, without an error.
# Version: protocol-buffers 5.0.0 (protocol-buffers-encodings 1.2.0), protobufjs 8.8.1 as the second opinion.
# Source:  the protobuf encoding guide, "Signed Integers": int32 and int64 are encoded as two's complement in ten bytes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact protocol-buffers@5.0.0 \
	protocol-buffers-encodings@1.2.0 protobufjs@8.8.1

cat >show.mjs <<'JS'
import protobuf from 'protobufjs';
import protocolBuffers from 'protocol-buffers';

const fields = 'message M { optional int64 int64 = 1; optional int32 int32 = 2; optional sint64 sint64 = 3; }';
const tested = protocolBuffers(fields).M;
const other = protobuf.parse(`syntax = "proto2"; ${fields}`).root.lookupType('M');

for (const field of ['int64', 'int32', 'sint64']) {
	for (const value of [100, -1, -100, -127, -128, -100000]) {
		const own = tested.encode({ [field]: value });
		const foreign = Buffer.from(other.encode(other.fromObject({ [field]: value })).finish());
		console.log(`${field} ${value}: written and read by itself ${tested.decode(own)[field]}, `
			+ `read by protobufjs ${Number(other.decode(own)[field])}, `
			+ `written by protobufjs ${tested.decode(foreign)[field]}`);
	}
}
JS

echo "protocol-buffers 5.0.0, protobufjs 8.8.1, node $(node --version)"
echo "guess: the number, three times in each line"
seen=$(node show.mjs)
echo "$seen"

expected='int64 100: written and read by itself 100, read by protobufjs 100, written by protobufjs 100
int64 -1: written and read by itself -1, read by protobufjs -127, written by protobufjs -9223372036854776000
int64 -100: written and read by itself -100, read by protobufjs -28, written by protobufjs -28
int64 -127: written and read by itself -9223372036854776000, read by protobufjs -1, written by protobufjs -1
int64 -128: written and read by itself -128, read by protobufjs -16256, written by protobufjs 0
int64 -100000: written and read by itself -100000, read by protobufjs -1997152, written by protobufjs -1997152
int32 100: written and read by itself 100, read by protobufjs 100, written by protobufjs 100
int32 -1: written and read by itself -1, read by protobufjs -1, written by protobufjs 18446744069414584000
int32 -100: written and read by itself -100, read by protobufjs -100, written by protobufjs 18446744069414584000
int32 -127: written and read by itself -127, read by protobufjs -127, written by protobufjs 18446744069414584000
int32 -128: written and read by itself -128, read by protobufjs -128, written by protobufjs 18446744069414584000
int32 -100000: written and read by itself -100000, read by protobufjs -100000, written by protobufjs 18446744069414484000
sint64 100: written and read by itself 100, read by protobufjs 100, written by protobufjs 100
sint64 -1: written and read by itself -1, read by protobufjs -1, written by protobufjs -1
sint64 -100: written and read by itself -100, read by protobufjs -100, written by protobufjs -100
sint64 -127: written and read by itself -127, read by protobufjs -127, written by protobufjs -127
sint64 -128: written and read by itself -128, read by protobufjs -128, written by protobufjs -128
sint64 -100000: written and read by itself -100000, read by protobufjs -100000, written by protobufjs -100000'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
