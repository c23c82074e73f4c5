// A real PostgreSQL from Debian's package, for tests: in a directory of its own, on a socket there,
// without TCP. Under root it runs as the user postgres, as it refuses to run as root.
#pragma once

#include <string>

namespace mockaws {

class PostgresServer {
 public:
  // The process's only one, started on first use and stopped when all tests are over. Without
  // PostgreSQL the tests fail; they never pass unseen.
  static PostgresServer& Get();

  // `postgresql://…` of a database that has just been made.
  std::string NewDatabase();
  void Start();
  // As if the machine lost its power.
  void Kill();
  // Kills it and removes its directory.
  void Remove();

 private:
  PostgresServer();

  std::string as_whom_;
  std::string programs_;
  std::string directory_;
  int databases_ = 0;
};

}  // namespace mockaws
