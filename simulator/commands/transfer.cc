// iamsim import and export: accounts to and from a running server.

#include <CLI/CLI.hpp>
#include <memory>

#include "simulator/commands/commands.h"
#include "simulator/commands/input.h"
#include "simulator/commands/output.h"
#include "simulator/questions/asked_state.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr size_t kDetailsBytesMax = 256u << 20;

struct Transfer {
  std::string file;
  std::string account;
  std::string endpoint = "http://127.0.0.1:4593";
};

int Fail(const policy_engine::Error& error) {
  PrintError(error.message);
  return 2;
}

// 1 if something of the file was left out or taken differently; the report says what.
int Import(const Transfer& transfer) {
  const auto text = ReadInput(transfer.file, kDetailsBytesMax);
  if (!text.ok()) return Fail(text.error());
  const auto details = policy_engine::ParseJson(*text, {.bytes_max = kDetailsBytesMax});
  if (!details.ok()) {
    const auto& error = details.error();
    return Fail({transfer.file + ":" + std::to_string(error.position.line) + ":" +
                 std::to_string(error.position.column) + ": " + error.message});
  }
  auto server = StateOfServer(transfer.endpoint);
  if (!server.ok()) return Fail(server.error());
  const auto report = (*server)->client().ControlJson("import", *details);
  if (!report.ok()) return Fail(report.error());
  Print(report->Dump(2) + "\n");
  const Json* notes = report->Find("notes");
  return notes == nullptr || notes->items().empty() ? 0 : 1;
}

int Export(const Transfer& transfer) {
  auto server = StateOfServer(transfer.endpoint);
  if (!server.ok()) return Fail(server.error());
  const auto details = (*server)->client().ControlJson("export?account=" + transfer.account);
  if (!details.ok()) return Fail(details.error());
  Print(details->Dump(4) + "\n");
  return 0;
}

}  // namespace

void AddTransferCommands(CLI::App* app, int* exit_code) {
  const auto in = std::make_shared<Transfer>();
  CLI::App* import = app->add_subcommand(
      "import", "Bring an account as get-account-authorization-details prints it into a server");
  import->add_option("FILE", in->file, "The output, whole; - for standard input")->required();
  import->add_option("--endpoint", in->endpoint, "A running iamsim, http://HOST:PORT")
      ->capture_default_str();
  import->callback([in, exit_code] { *exit_code = Import(*in);
});

const auto out = std::make_shared<Transfer>();
CLI::App* exported = app->add_subcommand("export", "Print an account of a server in that shape");
exported->add_option("ACCOUNT", out->account, "Its id of 12 digits")->required();
exported->add_option("--endpoint", out->endpoint, "A running iamsim, http://HOST:PORT")
    ->capture_default_str();
exported->callback([out, exit_code] { *exit_code = Export(*out); });
}  // namespace simulator

}  // namespace simulator
