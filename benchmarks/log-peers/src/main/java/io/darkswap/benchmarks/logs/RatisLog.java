package io.darkswap.benchmarks.logs;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * One node of Apache Ratis, whose requests come from the same process: neither a network
 * nor another node delays them.
 */
final class RatisLog implements DurableLog {

	private final RaftPeerId node = RaftPeerId.valueOf("node");

	private final RaftGroupId group = RaftGroupId.randomId();

	private final AtomicLong calls = new AtomicLong();

	private final ThreadLocal<ClientId> clients = ThreadLocal.withInitial(ClientId::randomId);

	private final RaftServer server;

	RatisLog(Path directory) throws Exception {
		Files.createDirectories(directory);
		int port = freePort();
		RaftProperties properties = new RaftProperties();
		RaftServerConfigKeys.setStorageDir(properties, List.of(directory.toFile()));
		GrpcConfigKeys.Server.setPort(properties, port);
		RaftPeer peer = RaftPeer.newBuilder().setId(this.node).setAddress("127.0.0.1:" + port).build();
		this.server = RaftServer.newBuilder()
			.setServerId(this.node)
			.setGroup(RaftGroup.valueOf(this.group, peer))
			.setProperties(properties)
			.setStateMachine(new Acknowledging())
			.build();
		this.server.start();
		awaitLeader();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/** Requests are refused until the only node has elected itself. */
	private void awaitLeader() throws Exception {
		while (!this.server.getDivision(this.group).getInfo().isLeaderReady()) {
			Thread.sleep(10);
		}
	}

	@Override
	public void append(byte[] payload) throws Exception {
		RaftClientReply reply = this.server
			.submitClientRequestAsync(RaftClientRequest.newBuilder()
				.setClientId(this.clients.get())
				.setServerId(this.node)
				.setGroupId(this.group)
				.setCallId(this.calls.incrementAndGet())
				.setType(RaftClientRequest.writeRequestType())
				.setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(payload)))
				.build())
			.get();
		if (!reply.isSuccess()) {
			throw new IOException(reply.getException());
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	/** Applies a record by answering it. */
	private static final class Acknowledging extends BaseStateMachine {

		@Override
		public CompletableFuture<Message> applyTransaction(TransactionContext context) {
			return CompletableFuture.completedFuture(Message.EMPTY);
		}

	}

}
