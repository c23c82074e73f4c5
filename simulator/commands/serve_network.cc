#include "simulator/commands/serve_network.h"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "mockaws/crypto/self_signed.h"
#include "simulator/commands/input.h"

namespace simulator {
namespace {

using policy_engine::Error;
using policy_engine::Result;

constexpr size_t kPemBytesMax = 1 << 20;

Result<std::string> ReadPem(const std::string& flag, const std::string& path) {
  auto text = ReadInput(path, kPemBytesMax);
  if (!text.ok()) return Error{flag + ": " + text.error().message};
  return text;
}

Result<std::optional<mockaws::TlsIdentity>> ReadIdentity(const NetworkOptions& options,
                                                         const std::string& host,
                                                         const mockaws::Clock& host_clock,
                                                         AuthorityFile* authority) {
  if (options.tls_cert.empty() != options.tls_key.empty()) {
    return Error{"--tls-cert and --tls-key go together"};
  }
  if (!options.tls_cert.empty() && !options.tls.empty()) {
    return Error{"give either --tls self-signed or --tls-cert and --tls-key"};
  }
  if (!options.tls_cert.empty()) {
    ASSIGN_OR_RETURN(std::string chain, ReadPem("--tls-cert", options.tls_cert));
    ASSIGN_OR_RETURN(std::string key, ReadPem("--tls-key", options.tls_key));
    return std::optional(mockaws::TlsIdentity{std::move(chain), std::move(key)});
  }
  if (options.tls.empty()) return std::optional<mockaws::TlsIdentity>();
  std::vector<std::string> hosts = {"localhost", "127.0.0.1", "::1"};
  const bool any = host == "0.0.0.0" || host == "::";
  if (!any && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(host);
  if (any) {
    char name[256] = {};
    if (gethostname(name, sizeof name - 1) == 0 && name[0] != '\0') hosts.emplace_back(name);
  }
  mockaws::SelfSignedIdentity made = mockaws::MakeSelfSignedIdentity(hosts, host_clock.Now());
  RETURN_IF_ERROR(authority->Write(made.authority));
  return std::optional(
      mockaws::TlsIdentity{std::move(made.certificate), std::move(made.private_key)});
}

}  // namespace

AuthorityFile::~AuthorityFile() {
  if (!path_.empty()) unlink(path_.c_str());
  if (!folder_.empty()) rmdir(folder_.c_str());
}

Result<void> AuthorityFile::Write(const std::string& pem) {
  const char* temporary = std::getenv("TMPDIR");
  std::string folder =
      std::string(temporary != nullptr && *temporary != '\0' ? temporary : "/tmp") +
      "/iamsim-tls-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    return Error{"cannot make the folder " + folder + ": " + std::strerror(errno)};
  }
  folder_ = folder;
  path_ = folder_ + "/ca.pem";
  std::ofstream file(path_, std::ios::binary);
  file << pem;
  file.close();
  if (!file) return Error{"cannot write " + path_};
  // Others' clients may need it, and it is no secret.
  chmod(folder_.c_str(), 0755);
  return {};
}

Result<mockaws::ServerOptions> ReadNetworkOptions(const NetworkOptions& options,
                                                  const mockaws::Clock& host_clock,
                                                  AuthorityFile* authority) {
  mockaws::ServerOptions server;
  ASSIGN_OR_RETURN(server.listen, mockaws::ParseListenAddress(options.listen));
  ASSIGN_OR_RETURN(server.tls, ReadIdentity(options, server.listen.host, host_clock, authority));
  if (!mockaws::IsLoopback(server.listen.host) && !server.tls && !options.allow_remote) {
    return Error{"--listen " + options.listen +
                 " can be reached from other machines, without TLS; add --tls self-signed or "
                 "--tls-cert and --tls-key, or say --allow-remote if that is what you want"};
  }
  server.threads = options.threads;
  server.limits = options.limits;
  server.timeouts.idle = std::chrono::seconds(options.idle_seconds);
  server.timeouts.header = std::chrono::seconds(options.header_seconds);
  server.timeouts.body = std::chrono::seconds(options.body_seconds);
  server.date_clock = &host_clock;
  return server;
}

void AddNetworkOptions(CLI::App* serve, NetworkOptions* options) {
  serve->add_option("--listen", options->listen, "HOST:PORT; port 0 takes any free one")
      ->capture_default_str();
  serve->add_flag("--allow-remote", options->allow_remote,
                  "Lets --listen take an address that other machines can reach, without TLS");
  serve
      ->add_option("--tls", options->tls,
                   "self-signed: HTTPS with a new certificate; prints the file for AWS_CA_BUNDLE")
      ->check(CLI::IsMember({"self-signed"}));
  serve->add_option("--tls-cert", options->tls_cert, "HTTPS with this certificate chain (PEM)");
  serve->add_option("--tls-key", options->tls_key, "The certificate's private key (PEM)");
  serve->add_option("--threads", options->threads, "Threads; as many as cores if not given")
      ->check(CLI::Range(1, 1024));
  serve
      ->add_option("--max-header-bytes", options->limits.header_bytes_max,
                   "Request line and headers together; more is answered 431")
      ->capture_default_str()
      ->check(CLI::Range(1024, 1 << 24));
  serve
      ->add_option("--max-body-bytes", options->limits.body_bytes_max,
                   "Of one request; more is answered 413")
      ->capture_default_str()
      ->check(CLI::Range(1024, 1 << 30));
  serve
      ->add_option("--max-connections", options->limits.connections_max,
                   "Open at a time; further ones are answered 503")
      ->capture_default_str()
      ->check(CLI::Range(1, 1 << 20));
  serve
      ->add_option("--idle-seconds", options->idle_seconds,
                   "How long a connection without a request stays open")
      ->capture_default_str()
      ->check(CLI::Range(1, 86'400));
  serve
      ->add_option("--header-seconds", options->header_seconds,
                   "How long a request's headers may take; longer is answered 408")
      ->capture_default_str()
      ->check(CLI::Range(1, 86'400));
  serve
      ->add_option("--body-seconds", options->body_seconds,
                   "How long a request's body may take; longer is answered 408")
      ->capture_default_str()
      ->check(CLI::Range(1, 86'400));
}

}  // namespace simulator
