#!/usr/bin/env bash
# A comment that keeps an SSE connection open is delivered as a message with empty data.
#
# Guess:   a comment, an id alone and a retry time alone deliver nothing.
# Fact:    @microsoft/fetch-event-source and its fork @ai-zen/node-fetch-event-source call onmessage at every blank line,
#          so each comment, each new id and each retry time becomes a message with empty data. eventsource-client and
#          @azure/core-sse, of the same maker, deliver only the event that has data.
# Cost:    JSON.parse('') throws at the first heartbeat of the server, which short tests do not reach; the client then
#          opens the connection again, up to the next heartbeat.
# Version: @microsoft/fetch-event-source 2.0.1, @ai-zen/node-fetch-event-source 2.1.4, @azure/core-sse 2.3.0,
#          eventsource-client 1.2.0.
# Source:  HTML standard, 9.2.6: "If the data buffer is an empty string", no event is dispatched.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @microsoft/fetch-event-source@2.0.1 \
	@ai-zen/node-fetch-event-source@2.1.4 @azure/core-sse@2.3.0 eventsource-client@1.2.0

cat >show.mjs <<'JS'
import http from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import * as aiZen from '@ai-zen/node-fetch-event-source';
import { createSseStream } from '@azure/core-sse';
import { createEventSource } from 'eventsource-client';

Object.assign(globalThis, { document: { addEventListener() {}, removeEventListener() {} }, window: globalThis });
const microsoft = createRequire(import.meta.url)('@microsoft/fetch-event-source');

const body = ': ping\n\nretry: 1000\n\nid: 7\n\ndata: {"price": 7}\n\n';
const server = http.createServer((request, response) => {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.write(body);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;

const until = (subscribe) => new Promise((resolve) => {
	const seen = [];
	subscribe(({ data }) => {
		seen.push(data);
		if (data) {
			resolve(seen);
		}
	});
});
const clients = {
	'eventsource-client': (onMessage) => createEventSource({ url, onMessage }),
	'@azure/core-sse': async (onMessage) => {
		for await (const message of createSseStream((await fetch(url)).body)) {
			onMessage(message);
		}
	},
	'@microsoft/fetch-event-source': (onmessage) => microsoft.fetchEventSource(url, { onmessage }),
	'@ai-zen/node-fetch-event-source': (onmessage) => aiZen.fetchEventSource(url, { onmessage }),
};
for (const [name, subscribe] of Object.entries(clients)) {
	console.log(`${name}: ${(await until(subscribe)).map((data) => data || '(empty)').join(', ')}`);
}
process.exit();
JS

echo "node $(node --version)"
echo "guess: each client delivers one message, {\"price\": 7}"
seen=$(node show.mjs)
echo "$seen"

expected='eventsource-client: {"price": 7}
@azure/core-sse: {"price": 7}
@microsoft/fetch-event-source: (empty), (empty), (empty), {"price": 7}
@ai-zen/node-fetch-event-source: (empty), (empty), (empty), {"price": 7}'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
