// An identity provider of a file, made by API calls, with a key of iamsim's own where the file
// gives none.
#pragma once

#include <functional>

#include "mockaws/model/bind.h"
#include "policy_engine/base/json.h"
#include "simulator/runner/seeder.h"

namespace simulator {

// Calls an operation of IAM as the account's root user.
using ProviderCall = std::function<SourceResult<policy_engine::Json>(
    const std::string& operation, const mockaws::QueryParameters& parameters,
    const SourcePlace& place)>;

// Errors: what AWS refuses, unset variables.
SourceResult<SeededProvider> SeedProvider(const IdentityProvider& provider,
                                          const Variables& variables, const SeedOptions& options,
                                          const ProviderCall& call);

}  // namespace simulator
