#include "mockaws/sts/session_record.h"

#include <type_traits>

#include "policy_engine/check.h"

namespace mockaws {
namespace {

// Numbers as base-128 digits, the low one first, each but the last with its high bit set.
class Writer {
 public:
  void Put(uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>(number | 0x80);
    bytes_ += static_cast<char>(number);
  }
  void Put(std::string_view text) {
    Put(uint64_t{text.size()});
    bytes_ += text;
  }
  void Put(bool flag) { bytes_ += flag ? '\1' : '\0'; }
  void Put(Instant instant) { Put(static_cast<uint64_t>(instant.time_since_epoch().count())); }
  void Put(Session::Kind kind) { Put(static_cast<uint64_t>(kind)); }
  void Put(const std::string& text) { Put(std::string_view(text)); }
  void Put(const Tag& tag) { PutAll(tag.key, tag.value); }
  void Put(const std::pair<std::string, std::string>& pair) { PutAll(pair.first, pair.second); }
  template <typename T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <typename T>
  void Put(const std::vector<T>& list) {
    Put(uint64_t{list.size()});
    for (const T& item : list) Put(item);
  }
  template <typename... Ts>
  void PutAll(const Ts&... values) {
    (Put(values), ...);
  }

  std::string Take() { return std::move(bytes_); }
  void Reserve(size_t count) { bytes_.reserve(count); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  void Get(uint64_t* number) {
    *number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto digit = static_cast<uint8_t>(Take(1)[0]);
      *number |= uint64_t{digit & 0x7FU} << shift;
      if (digit < 0x80) return;
    }
    CHECK(false, "a sealed session holds a bad number");
  }
  void Get(std::string* text) {
    uint64_t size = 0;
    Get(&size);
    *text = Take(size);
  }
  void Get(bool* flag) { *flag = Take(1)[0] != '\0'; }
  void Get(Instant* instant) {
    uint64_t millis = 0;
    Get(&millis);
    *instant = Instant(std::chrono::milliseconds(static_cast<int64_t>(millis)));
  }
  void Get(Session::Kind* kind) {
    uint64_t number = 0;
    Get(&number);
    *kind = static_cast<Session::Kind>(number);
  }
  void Get(Tag* tag) { GetAll(&tag->key, &tag->value); }
  void Get(std::pair<std::string, std::string>* pair) { GetAll(&pair->first, &pair->second); }
  template <typename T>
  void Get(std::optional<T>* value) {
    bool present = false;
    Get(&present);
    if (present) Get(&value->emplace());
  }
  template <typename T>
  void Get(std::vector<T>* list) {
    uint64_t count = 0;
    for (Get(&count); count > 0; --count) Get(&list->emplace_back());
  }
  template <typename... Ts>
  void GetAll(Ts*... values) {
    (Get(values), ...);
  }

 private:
  std::string_view Take(uint64_t count) {
    CHECK(count <= rest_.size(), "a sealed session ends too early");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view rest_;
};

// The order of the fields, said once for both directions: `visit` gets every field of the session.
template <typename SessionT, typename Visit>
void VisitFields(SessionT& s, Visit visit) {
  visit(s.kind, s.account_id, s.principal_id, s.principal_key, s.name, s.access_key_id, s.secret,
        s.issued, s.expires, s.policy, s.policy_arns, s.scopes, s.tags, s.transitive_keys,
        s.source_identity, s.mfa_time, s.mfa_known, s.chained, s.federated_provider,
        s.context_keys);
}

}  // namespace

std::string WriteSession(const Session& session) {
  constexpr size_t kUsual = 256;
  Writer writer;
  writer.Reserve(kUsual);
  VisitFields(session, [&](const auto&... fields) { writer.PutAll(fields...); });
  return writer.Take();
}

Session ReadSession(std::string_view bytes) {
  Session session;
  Reader reader(bytes);
  VisitFields(session, [&](auto&... fields) { reader.GetAll(&fields...); });
  return session;
}

}  // namespace mockaws
