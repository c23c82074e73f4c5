// Server on Asio: one io_context run by several threads, one Session per connection. A session's
// handlers run on its strand, so that it needs no lock; all of HTTP is in Exchange, a session moves
// bytes and watches the time.
#include "mockaws/http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include "mockaws/http/session_registry.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using policy_engine::Error;
using policy_engine::Result;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<tcp, Strand>;
using TlsStream = asio::ssl::stream<Socket>;
using Acceptor = asio::basic_socket_acceptor<tcp, Strand>;
using Timer = asio::basic_waitable_timer<steady_clock, asio::wait_traits<steady_clock>, Strand>;

constexpr size_t kDiscardBytes = 16 * 1024;
// Connections that are only told that there are too many; those beyond are closed unanswered.
constexpr size_t kRefusedMax = 64;
// A peer that is so far behind with a stream is hung up on.
constexpr size_t kStreamBytesMax = 1 << 20;
// What a stream says when it has nothing to say (a comment of server-sent events).
constexpr std::string_view kNothingNew = ":\n\n";
// How long to wait for others to end when the machine has no more file descriptors.
constexpr milliseconds kAcceptPause{50};

Socket& TcpOf(Socket& stream) { return stream; }
Socket& TcpOf(TlsStream& stream) { return stream.next_layer(); }

std::string TextOf(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

std::string PeerAddress(const Socket& socket) {
  error_code code;
  const tcp::endpoint peer = socket.remote_endpoint(code);
  return code ? std::string() : TextOf(peer.address());
}

// One connection. At most one read or write is under way, and the timer.
template <typename Stream>
class Session final : public OpenSession, public std::enable_shared_from_this<Session<Stream>> {
 public:
  Session(Stream stream, ExchangeContext* context, const HttpTimeouts& timeouts,
          SessionRegistry* registry)
      : stream_(std::move(stream)),
        timer_(stream_.get_executor()),
        timeouts_(timeouts),
        registry_(*registry),
        exchange_(context, PeerAddress(TcpOf(stream_)), kTls) {}

  ~Session() override { registry_.Remove(this); }

  void Start() {
    asio::dispatch(stream_.get_executor(), Guarded([this] {
                     Prepare();
                     if constexpr (kTls) {
                       Handshake();
                     } else {
                       Read();
                     }
                   }));
  }

  // Answers 503 to whatever comes. A TLS peer would first want a handshake: it is hung up on.
  void StartRefusing() {
    asio::dispatch(stream_.get_executor(), Guarded([this] {
                     if constexpr (kTls) {
                       Close();
                     } else {
                       Prepare();
                       Send(exchange_.Refuse(503, "too many connections"));
                     }
                   }));
  }

  void Drain() override {
    asio::post(stream_.get_executor(), Guarded([this] {
                 if (streaming_ || waiting_for_ == WaitingFor::kHandshake ||
                     waiting_for_ == WaitingFor::kLinger || Quiet()) {
                   Close();
                 }
               }));
  }

  void Abort() override { Close(); }

 private:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  enum class WaitingFor { kNothing, kHandshake, kRequest, kHeader, kBody, kWrite, kLinger, kPiece };

  // `function` as a handler that keeps the session alive, does nothing once it is closed, and lets
  // no exception (memory running out) end more than this connection.
  template <typename Function>
  auto Guarded(Function function) {
    return [self = this->shared_from_this(), function](auto... arguments) {
      if (self->closed_) return;
      try {
        function(arguments...);
      } catch (...) {
        self->Close();
      }
    };
  }

  void Prepare() {
    error_code ignored;
    TcpOf(stream_).set_option(tcp::no_delay(true), ignored);
    TcpOf(stream_).non_blocking(true, ignored);
  }

  void Handshake() {
    if constexpr (kTls) {
      Await(WaitingFor::kHandshake);
      stream_.async_handshake(asio::ssl::stream_base::server, Guarded([this](error_code code) {
                                if (code) return Close();
                                Read();
                              }));
    }
  }

  void Read() {
    AwaitRequest();
    stream_.async_read_some(
        asio::buffer(exchange_.space(), exchange_.space_bytes()),
        Guarded([this](error_code code, size_t bytes) { OnRead(code, bytes); }));
  }

  void OnRead(error_code code, size_t bytes) {
    if (timed_out_) return Send(exchange_.TimedOut());
    if (code == asio::error::eof) return Send(exchange_.EndOfInput());
    if (code) return Close();
    exchange_.Received(bytes);
    Send(exchange_.Advance());
  }

  // Sends the output, then goes on with `next`. Most answers fit into the socket's buffer: writing
  // them at once saves the way through the event loop.
  void Send(Exchange::Next next) {
    const std::string& output = exchange_.output();
    if (output.empty()) return GoOn(next);
    size_t sent = 0;
    if constexpr (!kTls) {
      error_code code;
      sent = stream_.write_some(asio::buffer(output), code);
      if (code && code != asio::error::would_block) return Close();
      if (sent == output.size()) return Sent(next);
    }
    Await(WaitingFor::kWrite);
    asio::async_write(stream_, asio::buffer(output) + sent,
                      Guarded([this, next](error_code code, size_t) {
                        if (code) return Close();
                        Sent(next);
                      }));
  }

  void Sent(Exchange::Next next) {
    exchange_.output().clear();
    GoOn(next);
  }

  void GoOn(Exchange::Next next) {
    switch (next) {
      case Exchange::Next::kRead:
        return Read();
      case Exchange::Next::kTurn:
        return asio::post(stream_.get_executor(), Guarded([this] { Send(exchange_.Advance()); }));
      case Exchange::Next::kClose:
        return CloseInOrder();
      case Exchange::Next::kLinger:
        return Linger();
      case Exchange::Next::kStream:
        return SendStream();
    }
  }

  // Sends each piece of the stream as it comes. Whatever the peer sends is thrown away; that it
  // hangs up is seen.
  void SendStream() {
    streaming_ = true;
    discarded_ = std::make_unique_for_overwrite<char[]>(kDiscardBytes);
    Await(WaitingFor::kPiece);
    WatchPeer();
    exchange_.stream()->Subscribe([weak = this->weak_from_this()](std::string_view piece) {
      const auto self = weak.lock();
      return self != nullptr && self->Offer(piece);
    });
  }

  void WatchPeer() {
    stream_.async_read_some(asio::buffer(discarded_.get(), kDiscardBytes),
                            Guarded([this](error_code code, size_t) {
                              if (code) return Close();
                              WatchPeer();
                            }));
  }

  // Any thread. A peer that doesn't keep up is hung up on rather than kept in memory.
  bool Offer(std::string_view piece) {
    if (stream_ended_) return false;
    const bool too_much = (stream_bytes_ += piece.size()) > kStreamBytesMax;
    asio::post(stream_.get_executor(), Guarded([this, too_much, text = std::string(piece)] {
                 if (too_much) return Close();
                 pieces_ += text;
                 WritePieces();
               }));
    return !too_much;
  }

  void WritePieces() {
    if (waiting_for_ == WaitingFor::kWrite || pieces_.empty()) return;
    exchange_.output().swap(pieces_);
    Await(WaitingFor::kWrite);
    asio::async_write(stream_, asio::buffer(exchange_.output()),
                      Guarded([this](error_code code, size_t bytes) {
                        if (code) return Close();
                        stream_bytes_ -= bytes;
                        exchange_.output().clear();
                        Await(WaitingFor::kPiece);
                        WritePieces();
                      }));
  }

  void CloseInOrder() {
    error_code code;
    if (TcpOf(stream_).available(code) > 0 && !code) return Linger();
    if constexpr (kTls) {
      Await(WaitingFor::kLinger);
      stream_.async_shutdown(Guarded([this](error_code) { Close(); }));
    } else {
      Close();
    }
  }

  // Closing with unread input resets the connection, which can destroy an answer on its way: so
  // what comes is thrown away until the peer hangs up or time is up.
  void Linger() {
    error_code ignored;
    TcpOf(stream_).shutdown(Socket::shutdown_send, ignored);
    discarded_ = std::make_unique_for_overwrite<char[]>(kDiscardBytes);
    Await(WaitingFor::kLinger);
    Discard();
  }

  void Discard() {
    TcpOf(stream_).async_read_some(asio::buffer(discarded_.get(), kDiscardBytes),
                                   Guarded([this](error_code code, size_t) {
                                     if (code) return Close();
                                     Discard();
                                   }));
  }

  // Nothing of a request has come, not even to the socket.
  bool Quiet() {
    if (waiting_for_ != WaitingFor::kRequest) return false;
    error_code code;
    return TcpOf(stream_).available(code) == 0 || code;
  }

  void AwaitRequest() {
    switch (exchange_.phase()) {
      case Exchange::Phase::kIdle:
        return Await(WaitingFor::kRequest);
      case Exchange::Phase::kHeader:
        return Await(WaitingFor::kHeader);
      case Exchange::Phase::kBody:
        return Await(WaitingFor::kBody);
    }
  }

  // Sets the time limit for `what`; more bytes of the same thing don't lengthen it.
  void Await(WaitingFor what) {
    if (what == waiting_for_ && exchange_.requests() == awaited_request_) return;
    waiting_for_ = what;
    awaited_request_ = exchange_.requests();
    deadline_ = steady_clock::now() + TimeFor(what);
    if (deadline_ < timer_due_) ArmTimer();
  }

  milliseconds TimeFor(WaitingFor what) const {
    switch (what) {
      case WaitingFor::kBody:
        return timeouts_.body;
      case WaitingFor::kWrite:
        return timeouts_.write;
      case WaitingFor::kLinger:
        return timeouts_.linger;
      case WaitingFor::kRequest:
        return timeouts_.idle;
      case WaitingFor::kPiece:
        return timeouts_.stream_pause;
      default:
        return timeouts_.header;
    }
  }

  // The timer is set anew only for an earlier deadline. One that was put off is found out when the
  // timer fires: so a busy connection doesn't touch the timer queue.
  void ArmTimer() {
    timer_due_ = deadline_;
    timer_.expires_at(timer_due_);
    timer_.async_wait(Guarded([this](error_code code) {
      if (code) return;
      if (steady_clock::now() < deadline_) return ArmTimer();
      timer_due_ = steady_clock::time_point::max();
      OnDeadline();
    }));
  }

  void OnDeadline() {
    switch (waiting_for_) {
      case WaitingFor::kHeader:
      case WaitingFor::kBody: {
        timed_out_ = true;  // the read ends now, and sends the answer
        error_code ignored;
        TcpOf(stream_).cancel(ignored);
        return;
      }
      case WaitingFor::kPiece:
        static_cast<void>(Offer(kNothingNew));
        return;
      default:
        return Close();
    }
  }

  void Close() {
    closed_ = true;
    stream_ended_ = true;
    error_code ignored;
    TcpOf(stream_).close(ignored);
    timer_.cancel();
  }

  Stream stream_;
  Timer timer_;
  const HttpTimeouts& timeouts_;
  SessionRegistry& registry_;
  Exchange exchange_;
  std::unique_ptr<char[]> discarded_;
  WaitingFor waiting_for_ = WaitingFor::kNothing;
  uint64_t awaited_request_ = 0;
  steady_clock::time_point deadline_{};
  steady_clock::time_point timer_due_ = steady_clock::time_point::max();
  bool timed_out_ = false;
  bool closed_ = false;
  bool streaming_ = false;
  std::string pieces_;                   // of the stream, to be written next
  std::atomic<size_t> stream_bytes_{0};  // of pieces offered and not yet written
  std::atomic<bool> stream_ended_{false};
};

Result<std::unique_ptr<asio::ssl::context>> TlsContext(const TlsIdentity& identity) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  error_code code;
  context->use_certificate_chain(asio::buffer(identity.certificate_chain), code);
  if (code) return Error{fmt::format("the TLS certificate is unusable: {}", code.message())};
  context->use_private_key(asio::buffer(identity.private_key), asio::ssl::context::pem, code);
  if (code) {
    return Error{fmt::format("the TLS private key is unusable or not the certificate's: {}",
                             code.message())};
  }
  return context;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions server_options, HttpHandler handler)
      : options_(std::move(server_options)),
        threads_max_(options_.threads != 0 ? options_.threads
                                           : std::max(1U, std::thread::hardware_concurrency())),
        io_(static_cast<int>(threads_max_)),
        acceptor_(asio::make_strand(io_)),
        accept_pause_(acceptor_.get_executor()) {
    exchanges_.limits = options_.limits;
    exchanges_.handler = std::move(handler);
    exchanges_.date_clock = options_.date_clock;
    exchanges_.on_trouble = options_.on_trouble;
  }

  ~Impl() { Stop(); }

  Result<void> Start() {
    CHECK(!started_, "a server is started once");
    started_ = true;
    if (options_.tls) {
      ASSIGN_OR_RETURN(tls_, TlsContext(*options_.tls));
    }
    RETURN_IF_ERROR(Listen());
    Accept();
    for (size_t i = 0; i < threads_max_; ++i) threads_.emplace_back([this] { io_.run(); });
    return {};
  }

  void Stop() {
    if (threads_.empty()) return;
    const auto drained_by = steady_clock::now() + options_.timeouts.drain;
    const auto told = std::make_shared<std::promise<void>>();
    asio::post(acceptor_.get_executor(), [this, told] {
      CloseAcceptor();
      exchanges_.draining = true;  // before any connection is told: each must see it
      for (const auto& session : registry_.All()) session->Drain();
      told->set_value();
    });
    told->get_future().wait_until(drained_by);
    registry_.WaitUntilEmpty(drained_by);
    io_.stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    CloseAcceptor();
    for (const auto& session : registry_.All()) session->Abort();
  }

  const ListenAddress& address() const { return address_; }

  std::string url() const {
    return fmt::format("{}://{}", tls_ ? "https" : "http", FormatListenAddress(address_));
  }

  size_t open_connections() const { return registry_.size(); }

 private:
  Result<void> Listen() {
    const ListenAddress& wanted = options_.listen;
    error_code code;
    tcp::resolver resolver(io_);
    const auto found =
        resolver.resolve(wanted.host, std::to_string(wanted.port), tcp::resolver::passive, code);
    if (code || found.empty()) {
      return Error{fmt::format("cannot listen on {}: the host is unknown ({})",
                               FormatListenAddress(wanted), code.message())};
    }
    const tcp::endpoint endpoint = *found.begin();
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(tcp::acceptor::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(tcp::acceptor::max_listen_connections, code);
    if (code) {
      return Error{fmt::format("cannot listen on {}: {}; port 0 picks a free one",
                               FormatListenAddress(wanted), code.message())};
    }
    const tcp::endpoint bound = acceptor_.local_endpoint(code);
    address_ = {TextOf(bound.address()), bound.port()};
    return {};
  }

  void CloseAcceptor() {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    accept_pause_.cancel();
  }

  void Accept() {
    acceptor_.async_accept(asio::make_strand(io_), [this](error_code code, Socket socket) {
      OnAccept(code, std::move(socket));
    });
  }

  void OnAccept(error_code code, Socket socket) {
    if (stopping_) return;
    if (code == asio::error::no_descriptors || code == asio::error::no_memory ||
        code == asio::error::no_buffer_space) {
      accept_pause_.expires_after(kAcceptPause);
      accept_pause_.async_wait([this](error_code) {
        if (!stopping_) Accept();
      });
      return;
    }
    if (!code) {
      try {
        Serve(std::move(socket));
      } catch (...) {  // no memory for one more: the socket is closed
      }
    }
    Accept();
  }

  void Serve(Socket socket) {
    if (tls_) {
      Begin(std::make_shared<Session<TlsStream>>(TlsStream(std::move(socket), *tls_), &exchanges_,
                                                 options_.timeouts, &registry_));
    } else {
      Begin(std::make_shared<Session<Socket>>(std::move(socket), &exchanges_, options_.timeouts,
                                              &registry_));
    }
  }

  template <typename AnySession>
  void Begin(const std::shared_ptr<AnySession>& session) {
    const size_t open = registry_.size();
    if (open >= options_.limits.connections_max + kRefusedMax) return;
    registry_.Add(session);
    if (open >= options_.limits.connections_max) {
      session->StartRefusing();
    } else {
      session->Start();
    }
  }

  const ServerOptions options_;
  const size_t threads_max_;
  ExchangeContext exchanges_;
  std::unique_ptr<asio::ssl::context> tls_;
  SessionRegistry registry_;  // outlives io_, whose handlers hold sessions
  asio::io_context io_;
  Acceptor acceptor_;
  Timer accept_pause_;
  bool stopping_ = false;  // on the acceptor's strand
  ListenAddress address_;
  bool started_ = false;
  std::vector<std::thread> threads_;
};

Server::Server(ServerOptions options, HttpHandler handler)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(handler))) {}

Server::~Server() = default;

Result<void> Server::Start() { return impl_->Start(); }
void Server::Stop() { impl_->Stop(); }
const ListenAddress& Server::address() const { return impl_->address(); }
std::string Server::url() const { return impl_->url(); }
size_t Server::open_connections() const { return impl_->open_connections(); }

}  // namespace mockaws
