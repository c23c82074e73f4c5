// EntityCodec: how the entities of a table are written to disk and read again.
//
// An entity is a JSON object, a member for each field. Secrets are sealed within it: whoever reads
// the database without the key file learns neither access keys nor MFA seeds. Passwords are salted
// hashes to begin with.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "mockaws/crypto/aead.h"
#include "policy_engine/result.h"

namespace mockaws {

// Seals secrets so that they open in their own row alone.
class RowSealer {
 public:
  // `row` names the row, `aead` outlives this.
  RowSealer(const Aead* aead, std::string row) : aead_(aead), row_(std::move(row)) {}

  // In base64.
  std::string Seal(std::string_view secret) const;
  // Error: not sealed in this row under this key.
  policy_engine::Result<std::string> Open(std::string_view sealed) const;

 private:
  const Aead* aead_;
  const std::string row_;
};

// Thread-safe, since entities are immutable.
struct EntityCodec {
  std::string (*encode)(const void* entity, const RowSealer& sealer);
  // Errors: no JSON, unknown members, values of a wrong type, secrets that don't open, a policy
  // that doesn't compile.
  policy_engine::Result<std::shared_ptr<const void>> (*decode)(std::string_view data,
                                                               const RowSealer& sealer);
};

// Defined in entity_codec.cc for each kind of entity that a table holds.
template <typename T>
const EntityCodec& CodecOf();

}  // namespace mockaws
