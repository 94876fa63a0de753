/** The REST API. JSON in and out; every failure is a Problem with the server's code. */
export class Problem extends Error {

	constructor(status, code, detail, body = null) {
		super(detail);
		this.status = status;
		this.code = code;
		this.body = body;
	}

}

/** A server that accepts a connection may never answer. */
const PATIENCE_MILLIS = 15_000;

async function request(method, path, body) {
	const options = { method, headers: { Accept: 'application/json' }, cache: 'no-store',
		signal: AbortSignal.timeout(PATIENCE_MILLIS) };
	if (method === 'POST') {
		options.headers['Content-Type'] = 'application/json';
		options.body = body === undefined ? undefined : JSON.stringify(body);
	}
	let response;
	let text;
	try {
		response = await fetch(path, options);
		text = await response.text();
	}
	catch (error) {
		throw new Problem(0, 'UNREACHABLE', method === 'GET' ? 'The server does not answer.'
			: 'The server does not answer, but it may have received the request: look at your orders and trades before you try again.');
	}
	const json = text ? JSON.parse(text) : null;
	if (!response.ok) {
		throw new Problem(response.status, json?.code ?? 'UNKNOWN', json?.detail ?? `The server answered ${response.status}`, json);
	}
	return json;
}

export function get(path) {
	return request('GET', path);
}

export function post(path, body) {
	return request('POST', path, body);
}

export function remove(path) {
	return request('DELETE', path);
}

export function query(parameters) {
	return '?' + new URLSearchParams(parameters);
}
