#include "mockaws/storage/libpq.h"

#include <dlfcn.h>

#include <string>

namespace mockaws {
namespace {

// The name that libpq 9.2 and every later version has.
constexpr const char* kLibrary = "libpq.so.5";

struct Loaded {
  Libpq functions = {};
  std::string error;
};

template <typename Function>
void Find(void* library, const char* name, Function* function, std::string* error) {
  *function = reinterpret_cast<Function>(dlsym(library, name));
  if (*function == nullptr) *error = std::string(kLibrary) + " has no function " + name;
}

Loaded Load() {
  Loaded loaded;
  void* const library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    loaded.error = std::string("state in PostgreSQL needs its client library: ") + dlerror() +
                   "; on Debian: apt install libpq5";
    return loaded;
  }
  Libpq& pq = loaded.functions;
  const auto find = [&](const char* name, auto* function) {
    Find(library, name, function, &loaded.error);
  };
  find("PQclear", &pq.clear);
  find("PQconnectdb", &pq.connectdb);
  find("PQerrorMessage", &pq.errorMessage);
  find("PQexec", &pq.exec);
  find("PQexecParams", &pq.execParams);
  find("PQfinish", &pq.finish);
  find("PQgetisnull", &pq.getisnull);
  find("PQgetlength", &pq.getlength);
  find("PQgetvalue", &pq.getvalue);
  find("PQntuples", &pq.ntuples);
  find("PQresultStatus", &pq.resultStatus);
  find("PQsetNoticeProcessor", &pq.setNoticeProcessor);
  find("PQstatus", &pq.status);
  return loaded;
}

// Never unloaded: threads of its libraries may live as long as the program.
const Loaded& TheLibrary() {
  static const Loaded loaded = Load();
  return loaded;
}

}  // namespace

Result<void> LoadLibpq() {
  if (!TheLibrary().error.empty()) return Error{TheLibrary().error};
  return {};
}

const Libpq& Pq() { return TheLibrary().functions; }

}  // namespace mockaws
