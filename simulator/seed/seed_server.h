// Seed files: the accounts that `iamsim serve --seed FILE` starts with.
#pragma once

#include <string>

#include "mockaws/service/service.h"
#include "simulator/scenario/source.h"

namespace simulator {

// As the store asks it (mockaws/state/store.h).
void DescribeStorageFailure(const std::string& message, SourceIssues* error);

// Reads the file (docs/seed-files.md) and brings the server into its state, which must be empty,
// with or without bootstrap credentials. Errors: what is wrong with the file; what AWS refuses.
SourceResult<void> SeedServer(const std::string& path, mockaws::Service* service);

}  // namespace simulator
