// iamsim serve: the server, until it is told to stop.

#include <CLI/CLI.hpp>

#include "mockaws/http/server.h"
#include "mockaws/http/shutdown_signals.h"
#include "mockaws/service/service.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/output.h"
#include "simulator/seed/seed_server.h"

namespace simulator {
namespace {

using policy_engine::Error;
using policy_engine::Result;

struct ServeOptions {
  std::string listen = "127.0.0.1:4593";
  std::string clock = "system";
  std::string seed;
  bool no_bootstrap_credentials = false;
  bool compat = false;
  bool no_control = false;
  bool control_remote = false;
  bool allow_remote = false;
  size_t threads = 0;
};

// `system`, `manual` (from the machine's time) or `manual:INSTANT`.
Result<std::unique_ptr<mockaws::SimulatedClock>> MakeClock(const std::string& text,
                                                           const mockaws::Clock* host) {
  if (text == "system") return std::make_unique<mockaws::SimulatedClock>(host);
  if (text == "manual") return std::make_unique<mockaws::SimulatedClock>(host->Now());
  constexpr std::string_view kPrefix = "manual:";
  if (text.starts_with(kPrefix)) {
    if (const auto start = policy_engine::ParseIso8601(text.substr(kPrefix.size()))) {
      return std::make_unique<mockaws::SimulatedClock>(*start);
    }
  }
  return Error{
      "--clock takes system, manual or manual:INSTANT such as "
      "manual:2026-01-01T00:00:00Z, not \"" +
      text + "\""};
}

std::string Banner(const ServeOptions& options, const mockaws::SimulatedClock& clock) {
  std::string text = "enforcement: on; every request is signed, checked and authorized\n";
  text += options.no_bootstrap_credentials
              ? "bootstrap credentials: off\n"
              : "bootstrap credentials: any 12-digit account id as access key id, secret \"test\", "
                "is that account's root user\n";
  if (options.compat) {
    text +=
        "WARNING: --compat: access key id \"test\", secret \"test\" is the root user of "
        "000000000000\n";
  }
  text += "clock: " +
          (clock.manual() ? "manual, at " + policy_engine::FormatIso8601(clock.Now())
                          : std::string("the machine's")) +
          "\n";
  text += options.no_control       ? "control: off\n"
          : options.control_remote ? "control: /_iamsim/, open to every peer that reaches it\n"
                                   : "control: /_iamsim/, to loopback peers only\n";
  return text;
}

Result<mockaws::ServerOptions> ServerOptionsOf(const ServeOptions& options,
                                               const mockaws::Clock* host_clock) {
  mockaws::ServerOptions server;
  ASSIGN_OR_RETURN(server.listen, mockaws::ParseListenAddress(options.listen));
  if (!mockaws::IsLoopback(server.listen.host) && !options.allow_remote) {
    return Error{"--listen " + options.listen +
                 " can be reached from other machines, without TLS; say --allow-remote too if that "
                 "is what you want"};
  }
  server.threads = options.threads;
  server.date_clock = host_clock;
  return server;
}

// 0 once told to stop; 2 for what the user can mend.
int Serve(const ServeOptions& options) {
  const auto fail = [](const std::string& message) {
    PrintError(message);
    return 2;
  };
  mockaws::ShutdownSignals signals;
  const mockaws::SystemClock host_clock;
  const auto clock = MakeClock(options.clock, &host_clock);
  if (!clock.ok()) return fail(clock.error().message);
  auto server_options = ServerOptionsOf(options, &host_clock);
  if (!server_options.ok()) return fail(server_options.error().message);

  mockaws::RandomIdSource ids;
  mockaws::Service service({.bootstrap_credentials = !options.no_bootstrap_credentials,
                            .compat_credentials = options.compat,
                            .control = !options.no_control,
                            .control_remote = options.control_remote},
                           {.clock = clock->get(), .host_clock = &host_clock, .ids = &ids});
  if (!options.seed.empty()) {
    const auto seeded = SeedServer(options.seed, &service);
    if (!seeded.ok()) {
      for (const SourceIssue& issue : seeded.error()) PrintError(issue.ToString());
      return 2;
    }
  }
  mockaws::Server server(*server_options, [&service](const mockaws::HttpRequest& request) {
    return service.Handle(request);
  });
  const auto started = server.Start();
  if (!started.ok()) return fail(started.error().message);
  Print("listening on " + server.url() + "\n" + Banner(options, **clock));
  signals.Wait();
  server.Stop();
  return 0;
}

}  // namespace

void AddServeCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* serve = app->add_subcommand("serve", "Answer IAM and STS calls over HTTP");
  serve->add_option("--listen", options->listen, "HOST:PORT; port 0 takes any free one")
      ->capture_default_str();
  serve
      ->add_option("--clock", options->clock,
                   "What AWS's times follow: system, manual or manual:INSTANT")
      ->capture_default_str();
  serve->add_option("--seed", options->seed, "YAML or JSON file with accounts to start with");
  serve->add_flag("--no-bootstrap-credentials", options->no_bootstrap_credentials,
                  "No root user without a key from the seed file");
  serve->add_flag("--compat", options->compat,
                  "test/test is the root user of 000000000000, as other simulators have it");
  serve->add_flag("--no-control", options->no_control, "No /_iamsim/ endpoints");
  serve->add_flag("--control-remote", options->control_remote,
                  "/_iamsim/ for every peer, not only loopback");
  serve->add_flag("--allow-remote", options->allow_remote,
                  "Lets --listen take an address that other machines can reach");
  serve->add_option("--threads", options->threads, "Threads; as many as cores if not given")
      ->check(CLI::Range(1, 1024));
  serve->callback([options, exit_code] { *exit_code = Serve(*options); });
}

}  // namespace simulator
