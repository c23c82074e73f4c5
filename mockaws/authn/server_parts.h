// ServerParts: what one server consists of; the request pipeline and the control API share it.
#pragma once

#include "mockaws/authz/decision_log.h"
#include "mockaws/authz/policy_layers.h"
#include "mockaws/observe/observers.h"
#include "mockaws/runtime/clock.h"
#include "mockaws/runtime/id_source.h"
#include "mockaws/runtime/settings.h"
#include "mockaws/state/snapshots.h"
#include "mockaws/state/store.h"
#include "mockaws/sts/session_tokens.h"

namespace mockaws {

// What the server lives on; all of it outlives the server.
struct Environment {
  // Everything that AWS shows follows this clock; the control API moves it.
  SimulatedClock* clock = nullptr;
  // Signature freshness and Date headers follow this one: real clients sign with their machine's
  // time.
  const Clock* host_clock = nullptr;
  IdSource* ids = nullptr;
  // Aead::kKeyBytes long: session tokens outlive the server. Empty: a new one from `ids`.
  std::string session_key = {};
};

// Each part is thread-safe by itself.
struct ServerParts {
  ServerParts(const Settings& chosen, const Environment& lives_on)
      : settings(chosen),
        environment(lives_on),
        tokens(lives_on.session_key.empty() ? lives_on.ids->Bytes("token-key", Aead::kKeyBytes)
                                            : lives_on.session_key,
               lives_on.ids) {}

  const Settings settings;
  const Environment environment;
  Store store;
  Snapshots snapshots;
  DecisionLog decisions;
  SessionTokens tokens;
  LayerCache layers;
  Observers observers;
};

}  // namespace mockaws
