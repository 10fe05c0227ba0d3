package io.warnserver.federation.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A client's TLS connections, which can be ended from outside. A client that blocks bounds how long
 * it waits for a connection, and for each part of an answer. Nothing else of it bounds an answer
 * that trickles, or a request that nobody takes.
 */
final class Connections extends SSLSocketFactory {

  private final SSLContext tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Connections(SSLContext tls) {
    this.tls = tls;
  }

  /** For the client: as the one given, and its connections are known here. */
  SSLContext context() {
    return new SSLContext(new Context(), tls.getProvider(), tls.getProtocol()) {};
  }

  /** Ends all; who waits for one of them gets an {@link IOException}. */
  void end() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // The system has forgotten it already, which is what was wanted.
      }
    }
  }

  /** The same, and there will be no more: a client that is being closed may begin a request. */
  void close() {
    closed = true;
    end();
  }

  /** What clients use: they connect first. TLS ends with the connection below it, at once. */
  @Override
  public Socket createSocket(Socket connection, String host, int port, boolean autoClose)
      throws IOException {
    open.removeIf(Socket::isClosed);
    open.add(connection);
    // Looked at after it was added: who closes them either finds it or is seen here.
    if (closed) {
      connection.close();
      throw new SocketException("the client is closed");
    }
    return tls.getSocketFactory().createSocket(connection, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(new Socket(host, port), host, port, true);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(new Socket(host, port, local, localPort), host, port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(new Socket(host, port), host.getHostAddress(), port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    Socket connection = new Socket(host, port, local, localPort);
    return createSocket(connection, host.getHostAddress(), port, true);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getSocketFactory().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSocketFactory().getSupportedCipherSuites();
  }

  /** The given context but for the sockets. */
  private final class Context extends SSLContextSpi {

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new UnsupportedOperationException("it has its keys");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return Connections.this;
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return tls.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return tls.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return tls.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return tls.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return tls.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return tls.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return tls.getSupportedSSLParameters();
    }
  }
}
