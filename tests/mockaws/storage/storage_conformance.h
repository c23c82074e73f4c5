// What every storage must do: one suite, instantiated for each backend where that can be started.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "mockaws/storage/storage.h"

namespace mockaws {

// Places that outlive the storages opened on them.
struct Backend {
  std::string name;
  // A fresh place; each call of what is returned opens a storage there, once the one before is
  // closed.
  std::function<std::function<Result<std::unique_ptr<Storage>>()>()> fresh;
};

inline void PrintTo(const Backend& backend, std::ostream* out) { *out << backend.name; }

class StorageConformance : public testing::TestWithParam<Backend> {};

}  // namespace mockaws
