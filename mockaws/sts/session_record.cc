#include "mockaws/sts/session_record.h"

#include "mockaws/wire/byte_record.h"

namespace mockaws {

template <typename AnyTag>
requires std::is_same_v<std::remove_const_t<AnyTag>, Tag>
static auto RecordFields(AnyTag& tag) { return std::tie(tag.key, tag.value); }

template <typename AnySession>
requires std::is_same_v<std::remove_const_t<AnySession>, Session>
static auto RecordFields(AnySession& s) {
  return std::tie(s.kind, s.account_id, s.principal_id, s.principal_key, s.name, s.access_key_id,
                  s.secret, s.issued, s.expires, s.policy, s.policy_arns, s.scopes, s.tags,
                  s.transitive_keys, s.source_identity, s.mfa_time, s.mfa_known, s.chained,
                  s.federated_provider, s.context_keys);
}

std::string WriteSession(const Session& session) {
  constexpr size_t kUsual = 320;
  ByteWriter writer(std::string(kUsual, '\0'));
  writer.Put(session);
  return writer.Take();
}

Session ReadSession(std::string_view bytes) {
  Session session;
  ByteReader(bytes).Get(&session);
  return session;
}

}  // namespace mockaws
