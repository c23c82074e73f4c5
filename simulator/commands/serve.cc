// iamsim serve: the server, until it is told to stop.

#include <CLI/CLI.hpp>
#include <charconv>

#include "mockaws/http/server.h"
#include "mockaws/http/shutdown_signals.h"
#include "mockaws/model/service_model.h"
#include "mockaws/service/service.h"
#include "mockaws/storage/open_data.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/output.h"
#include "simulator/commands/serve_logs.h"
#include "simulator/commands/serve_network.h"
#include "simulator/commands/start_up_memory.h"
#include "simulator/seed/seed_server.h"

namespace simulator {
namespace {

using policy_engine::Error;
using policy_engine::Result;

struct ServeOptions {
  NetworkOptions network;
  LogOptions logs;
  std::string clock;  // empty: as it was left, else the machine's
  std::string seed;
  std::string data;
  std::string key_file;
  std::string consistency = "immediate";
  bool no_bootstrap_credentials = false;
  bool compat = false;
  bool no_control = false;
  bool control_remote = false;
  bool policy_arns = false;
  bool simulation_by_resource = false;
};

// `system`, `manual` (from `now`) or `manual:INSTANT`.
Result<mockaws::ClockSetting> ReadClock(const std::string& text, policy_engine::Instant now) {
  if (text == "system") return mockaws::ClockSetting{};
  if (text == "manual") return mockaws::ClockSetting{true, now.time_since_epoch().count()};
  constexpr std::string_view kPrefix = "manual:";
  if (text.starts_with(kPrefix)) {
    if (const auto start = policy_engine::ParseIso8601(text.substr(kPrefix.size()))) {
      return mockaws::ClockSetting{true, start->time_since_epoch().count()};
    }
  }
  return Error{
      "--clock takes system, manual or manual:INSTANT such as "
      "manual:2026-01-01T00:00:00Z, not \"" +
      text + "\""};
}

// Without the password that a database's URL may hold.
std::string DataName(const std::string& data) {
  const size_t scheme = data.find("://");
  const size_t at = data.rfind('@');
  if (scheme == std::string::npos || at == std::string::npos || at < scheme) return data;
  return data.substr(0, scheme + 3) + data.substr(at + 1);
}

// Whoever writes waits for the disk; more threads than cores let others join the same commit.
constexpr size_t kThreadsOnDisk = 32;

// `immediate` or `delayed:SECONDS`.
Result<std::chrono::milliseconds> ReadConsistency(const std::string& text) {
  if (text == "immediate") return std::chrono::milliseconds(0);
  constexpr std::string_view kPrefix = "delayed:";
  if (text.starts_with(kPrefix)) {
    double seconds = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + kPrefix.size(), end, seconds);
    if (read.ec == std::errc() && read.ptr == end && seconds > 0 && seconds <= 86'400) {
      return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1'000));
    }
  }
  return Error{"--consistency takes immediate or delayed:SECONDS (up to 86400), not \"" + text +
               "\""};
}

// Gives the store its storage, and the clock where it was left; what --clock says goes first.
Result<void> OpenStore(const ServeOptions& options, mockaws::OpenedData data,
                       mockaws::SimulatedClock* clock, mockaws::Store* store) {
  if (data.storage != nullptr) {
    RETURN_IF_ERROR(store->Open(std::move(data.storage), data.master_key, clock));
  }
  if (options.clock.empty()) return {};
  ASSIGN_OR_RETURN(const mockaws::ClockSetting setting, ReadClock(options.clock, clock->Now()));
  // A clock that stands still and is wanted so stays where it was left.
  if (options.clock == "manual" && clock->manual()) return {};
  return store->MoveClock(clock, setting);
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
  text += options.data.empty() ? "data: in memory, gone when the server ends\n"
                               : "data: " + DataName(options.data) + "\n";
  if (options.consistency != "immediate") text += "consistency: " + options.consistency + "\n";
  text += "clock: " +
          (clock.manual() ? "manual, at " + policy_engine::FormatIso8601(clock.Now())
                          : std::string("the machine's")) +
          "\n";
  text += options.no_control       ? "control: off\n"
          : options.control_remote ? "control: /_iamsim/, open to every peer that reaches it\n"
                                   : "control: /_iamsim/, to loopback peers only\n";
  return text;
}

void AddServerGauges(mockaws::Service* service, const mockaws::Server& server) {
  service->parts().observers.metrics.AddGauge(
      "iamsim_open_connections", "Connections that are open.",
      [&server] { return static_cast<double>(server.open_connections()); });
}

// Reads the API model now rather than with the first request, so that what reading took is given
// back.
void SettleMemory() {
  static_cast<void>(mockaws::StsModel());
  ReturnStartUpMemory();
}

// 0 once told to stop; 2 for what the user can mend.
int Serve(const ServeOptions& options) {
  const auto fail = [](const std::string& message) {
    PrintError(message);
    return 2;
  };
  mockaws::ShutdownSignals signals;
  const mockaws::SystemClock host_clock;
  mockaws::SimulatedClock clock(&host_clock);
  if (!options.clock.empty()) {
    const auto setting = ReadClock(options.clock, clock.Now());
    if (!setting.ok()) return fail(setting.error().message);
  }
  const auto delay = ReadConsistency(options.consistency);
  if (!delay.ok()) return fail(delay.error().message);
  mockaws::OpenedData data;
  if (!options.data.empty()) {
    auto opened = mockaws::OpenData(options.data, options.key_file);
    if (!opened.ok()) return fail(opened.error().message);
    data = *std::move(opened);
  }
  AuthorityFile authority;
  auto server_options = ReadNetworkOptions(options.network, host_clock, &authority);
  if (!server_options.ok()) return fail(server_options.error().message);
  if (server_options->threads == 0 && !options.data.empty()) {
    server_options->threads = kThreadsOnDisk;
  }

  mockaws::RandomIdSource ids;
  mockaws::Service service(
      {.bootstrap_credentials = !options.no_bootstrap_credentials,
       .compat_credentials = options.compat,
       .control = !options.no_control,
       .control_remote = options.control_remote,
       .policy_arns = options.policy_arns,
       .simulation_by_resource = options.simulation_by_resource},
      {.clock = &clock, .host_clock = &host_clock, .ids = &ids, .session_key = data.session_key});
  mockaws::Store& store = service.parts().store;
  const auto stored = OpenStore(options, std::move(data), &clock, &store);
  if (!stored.ok()) return fail(stored.error().message);
  const bool has_state =
      store.Read([](const mockaws::State& state) { return !state.accounts().empty(); });
  if (!options.seed.empty() && !has_state) {
    const auto seeded = SeedServer(options.seed, &service);
    if (!seeded.ok()) {
      for (const SourceIssue& issue : seeded.error()) PrintError(issue.ToString());
      return 2;
    }
  }
  if (delay->count() > 0) store.DelayEffects(*delay, &clock);
  const auto logs = OpenLogs(options.logs, &service);
  if (!logs.ok()) return fail(logs.error().message);
  server_options->on_trouble = [&service](std::string_view peer, int status,
                                          std::string_view reason) {
    service.NoteTrouble(peer, status, reason);
  };
  mockaws::Server server(*server_options, [&service](const mockaws::HttpRequest& request) {
    return service.Handle(request);
  });
  AddServerGauges(&service, server);
  SettleMemory();
  const auto started = server.Start();
  if (!started.ok()) return fail(started.error().message);
  Print("listening on " + server.url() + "\n" + Banner(options, clock) +
        (authority.path().empty() ? "" : "AWS_CA_BUNDLE=" + authority.path() + "\n") +
        (has_state && !options.seed.empty() ? "seed: left out, for there is state already\n" : ""));
  signals.Wait();
  server.Stop();
  return 0;
}

}  // namespace

void AddServeCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* serve = app->add_subcommand("serve", "Answer IAM and STS calls over HTTP");
  AddNetworkOptions(serve, &options->network);
  AddLogOptions(serve, &options->logs);
  serve->add_option("--clock", options->clock,
                    "What AWS's times follow: system, manual or manual:INSTANT; with --data as it "
                    "was left, else system");
  serve->add_option("--data", options->data,
                    "Directory, or postgresql://…, that keeps the state; else it is in memory");
  serve->add_option("--key-file", options->key_file,
                    "Key that seals secrets and session tokens; DIRECTORY/key if not given");
  serve
      ->add_option("--consistency", options->consistency,
                   "immediate, or delayed:SECONDS: changes take effect so much later, as AWS's may")
      ->capture_default_str();
  serve->add_option("--seed", options->seed, "YAML or JSON file with accounts to start with");
  serve->add_flag("--no-bootstrap-credentials", options->no_bootstrap_credentials,
                  "No root user without a key from the seed file");
  serve->add_flag("--compat", options->compat,
                  "test/test is the root user of 000000000000, as other simulators have it");
  serve->add_flag("--no-control", options->no_control, "No /_iamsim/ endpoints");
  serve->add_flag("--control-remote", options->control_remote,
                  "/_iamsim/ for every peer, not only loopback");
  serve->add_flag("--policy-arns", options->policy_arns,
                  "Refusals by an explicit deny name the policy's ARN, as AWS does more and more");
  serve->add_flag("--simulation-by-resource", options->simulation_by_resource,
                  "Simulate…Policy answers per action and resource, as AWS did before 2026");
  serve->callback([options, exit_code] { *exit_code = Serve(*options); });
}

}  // namespace simulator
