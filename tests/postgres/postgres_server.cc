#include "tests/postgres/postgres_server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace mockaws {
namespace {

void Run(const std::string& command) {
  if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) {
    throw std::runtime_error("failed: " + command);
  }
}

std::string FirstLine(const std::string& command) {
  std::FILE* output = popen(command.c_str(), "r");
  std::array<char, 256> line{};
  const bool read = output != nullptr && std::fgets(line.data(), line.size(), output) != nullptr;
  if (output != nullptr) pclose(output);
  if (!read) throw std::runtime_error("no answer: " + command);
  std::string text(line.data());
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string FindPrograms() {
  std::string newest;
  std::error_code none;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
    newest = std::max(newest, version.path().string() + "/bin/");
  }
  if (newest.empty()) throw std::runtime_error("PostgreSQL is missing: install `postgresql`");
  return newest;
}

class Stopper : public testing::Environment {
 public:
  void TearDown() override { PostgresServer::Get().Remove(); }
};

}  // namespace

PostgresServer& PostgresServer::Get() {
  static auto* const server = [] {
    auto* started = new PostgresServer;
    testing::AddGlobalTestEnvironment(new Stopper);
    return started;
  }();
  return *server;
}

PostgresServer::PostgresServer()
    : as_whom_(geteuid() == 0 ? "runuser -u postgres -- " : ""), programs_(FindPrograms()) {
  directory_ = FirstLine(as_whom_ + "mktemp -d /tmp/iamsim-postgres-XXXXXX");
  Run(as_whom_ + programs_ + "initdb -D " + directory_ + "/data -U iamsim -A trust --no-sync");
  Start();
}

void PostgresServer::Start() {
  Run(as_whom_ + programs_ + "pg_ctl -D " + directory_ + "/data -w -l " + directory_ +
      "/log -o \"-k " + directory_ + " -c listen_addresses='' -c max_connections=50\" start");
}

void PostgresServer::Kill() {
  Run(as_whom_ + programs_ + "pg_ctl -D " + directory_ + "/data -m immediate stop");
}

void PostgresServer::Remove() {
  Kill();
  Run("rm -rf " + directory_);
}

std::string PostgresServer::NewDatabase() {
  const std::string name = "test" + std::to_string(++databases_);
  Run(as_whom_ + programs_ + "createdb -h " + directory_ + " -U iamsim " + name);
  return "postgresql://iamsim@/" + name + "?host=" + directory_;
}

}  // namespace mockaws
